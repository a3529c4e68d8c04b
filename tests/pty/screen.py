"""What a terminal shows after what it was sent: letters and cells, no colours.  It knows
the sequences that curses sends by the terminal descriptions of the tests, and takes
every other one for one that moves nothing."""
import re
import unicodedata

SEQUENCE = re.compile(r"\x1b\[([?>=]?)([0-9;]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b([0-Z\\^-~])")
UNFINISHED = re.compile(r"\x1b(?:\[[?>=]?[0-9;]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]*)\Z")


def cells(letter):
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class Screen:
    def __init__(self, rows, cols):
        self.grid, self.rest, self.last = [], b"", " "
        self.kept = (0, 0)
        self.resize(rows, cols)
        self.erase()

    def resize(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.grid = [(row + [" "] * cols)[:cols] for row in self.grid[:rows]]
        self.grid += [[" "] * cols for _ in range(rows - len(self.grid))]
        self.top, self.bottom = 0, rows - 1
        self.y, self.x = (0, 0) if not hasattr(self, "y") else (min(self.y, rows - 1), min(self.x, cols - 1))

    def erase(self):
        self.grid = [[" "] * self.cols for _ in range(self.rows)]

    def text(self):
        """Its lines from top to bottom."""
        return "\n".join("".join(row).rstrip() for row in self.grid)

    def feed(self, data):
        data = self.rest + data
        text, self.rest = self.whole(data)
        at = 0
        while at < len(text):
            found = SEQUENCE.match(text, at)
            if found:
                self.obey(found)
                at = found.end()
            else:
                self.put(text[at])
                at += 1

    @staticmethod
    def whole(data):
        """The text up to a letter or sequence that is still under way, and what is left."""
        cut = len(data)
        for back in range(1, min(4, len(data)) + 1):
            byte = data[-back]
            if byte >= 0xC0:
                if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4):
                    cut = len(data) - back
                break
            if byte < 0x80:
                break
        text = data[:cut].decode("utf-8", "replace")
        open_end = UNFINISHED.search(text)
        if open_end:
            return text[:open_end.start()], text[open_end.start():].encode() + data[cut:]
        return text, data[cut:]

    def scroll(self, top, n):
        """n lines up from `top` to the margin below, down where n is negative."""
        part = self.grid[top:self.bottom + 1]
        blank = [[" "] * self.cols for _ in range(min(abs(n), len(part)))]
        self.grid[top:self.bottom + 1] = (part[n:] + blank if n > 0 else blank + part[:n]) if abs(n) < len(part) else blank

    def down(self):
        if self.y == self.bottom:
            self.scroll(self.top, 1)
        else:
            self.y = min(self.y + 1, self.rows - 1)

    def up(self):
        if self.y == self.top:
            self.scroll(self.top, -1)
        else:
            self.y = max(self.y - 1, 0)

    def put(self, letter):
        if letter == "\r":
            self.x = 0
        elif letter in "\n\v\f":
            self.down()
        elif letter == "\b":
            self.x = max(min(self.x, self.cols - 1) - 1, 0)
        elif letter == "\t":
            self.x = min(self.x // 8 * 8 + 8, self.cols - 1)
        elif letter >= " " and letter != "\x7f":
            self.letter(letter)

    def letter(self, letter):
        wide = cells(letter)
        if wide == 0:
            self.grid[self.y][max(min(self.x, self.cols) - 1, 0)] += letter
            return
        if self.x + wide > self.cols:
            self.x = 0
            self.down()
        self.grid[self.y][self.x] = letter
        if wide == 2:
            self.grid[self.y][self.x + 1] = ""
        self.x += wide
        self.last = letter

    def obey(self, found):
        private, given, final, short = found.groups()
        if short:
            self.obey_short(short)
        elif final:
            numbers = [int(n) if n else 0 for n in given.split(";")]
            if private:
                if final in "hl" and 1049 in numbers:
                    self.erase()
            else:
                self.obey_long(final, numbers[0], numbers[1] if len(numbers) > 1 else 0)

    def obey_short(self, what):
        if what == "M":
            self.up()
        elif what == "D":
            self.down()
        elif what == "7":
            self.kept = (self.y, self.x)
        elif what == "8":
            self.y, self.x = self.kept
        elif what == "c":
            self.erase()
            self.y = self.x = 0

    def obey_long(self, what, first, second):
        n, row = max(first, 1), self.grid[self.y]
        x = min(self.x, self.cols - 1)
        if what in "Hf":
            self.y, self.x = min(n, self.rows) - 1, min(max(second, 1), self.cols) - 1
        elif what == "d":
            self.y = min(n, self.rows) - 1
        elif what in "G`":
            self.x = min(n, self.cols) - 1
        elif what == "A":
            self.y = max(self.y - n, 0)
        elif what == "B":
            self.y = min(self.y + n, self.rows - 1)
        elif what == "C":
            self.x = min(x + n, self.cols - 1)
        elif what == "D":
            self.x = max(x - n, 0)
        elif what == "Z":
            self.x = max((x - 1) // 8 * 8, 0)
        elif what == "K":
            start, end = ((x, self.cols), (0, x + 1), (0, self.cols))[min(first, 2)]
            row[start:end] = [" "] * (end - start)
        elif what == "J":
            self.erase_part(first, x)
        elif what == "X":
            end = min(x + n, self.cols)
            row[x:end] = [" "] * (end - x)
        elif what == "P":
            row[x:] = (row[x + n:] + [" "] * n)[:self.cols - x]
        elif what == "@":
            row[x:] = ([" "] * n + row[x:])[:self.cols - x]
        elif what == "L":
            self.scroll(self.y, -n)
        elif what == "M":
            self.scroll(self.y, n)
        elif what == "S":
            self.scroll(self.top, n)
        elif what == "T":
            self.scroll(self.top, -n)
        elif what == "b":
            for _ in range(n):
                self.letter(self.last)
        elif what == "r":
            self.top, self.bottom = n - 1, min(second or self.rows, self.rows) - 1
            self.y = self.x = 0

    def erase_part(self, which, x):
        if which >= 2:
            self.erase()
            return
        rows = range(self.y + 1, self.rows) if which == 0 else range(self.y)
        for y in rows:
            self.grid[y] = [" "] * self.cols
        start, end = (x, self.cols) if which == 0 else (0, x + 1)
        self.grid[self.y][start:end] = [" "] * (end - start)
