"""The lines of linking: everybody linked from nothing, at several sizes, beside sqlite3 sorting
and indexing the same fields; then a thousand more, with the import and the linking alone."""
import csv
import os
import shutil

from bench import pairs, timed


def records_only(bench, people):
    """A folder with the made-up records of so many people, and nothing that happened to them."""
    folder, bare = bench.files(people), bench.path(f"bare{people}")
    os.mkdir(bare)
    shutil.copy(os.path.join(folder, "agencies.csv"), bare)
    for agency in os.listdir(folder):
        if os.path.isdir(os.path.join(folder, agency)):
            os.mkdir(os.path.join(bare, agency))
            shutil.copy(os.path.join(folder, agency, "people.csv"), os.path.join(bare, agency))
    if people != bench.people:
        shutil.rmtree(folder)
    return bare


def newcomers(bench, bare, n):
    """A folder of one agency more, with n of the same people, every other without an NHS number."""
    folder, rows = bench.path("newcomers"), []
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "LATE"))
    for agency in sorted(os.listdir(bare)):
        if os.path.isdir(os.path.join(bare, agency)) and len(rows) < n:
            with open(os.path.join(bare, agency, "people.csv"), encoding="utf-8", newline="") as f:
                head, *some = list(csv.reader(f))
            rows += some[::max(1, len(some) // n)][:n - len(rows)]
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8") as f:
        f.write("code,name,sector\nLATE,Late,housing\n")
    with open(os.path.join(folder, "LATE", "people.csv"), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f)
        w.writerow(head)
        w.writerows([f"L{i}"] + ([""] if i % 2 else row[1:2]) + row[2:] for i, row in enumerate(rows))
    return folder


def sqlite_sort(bench, store):
    """Seconds sqlite3 needs to copy what records are compared by in order, with an index on three fields."""
    columns = "id, nhs_number, family_name, given_name, date_of_birth, address, town, postcode, phone, email"
    script = [f"attach '{store}' as s;", "begin;",
              f"create table r as select {columns} from s.record order by family_name, given_name, date_of_birth;",
              "create index by_name on r(family_name, given_name);", "create index by_birth on r(date_of_birth);",
              "create index by_postcode on r(postcode);", "commit;"]
    place = bench.path("sorted.db")
    took = timed(["sqlite3", place], input="\n".join(script))[0]
    os.unlink(place)
    return took


def link(bench, people):
    bare, store = records_only(bench, people), bench.path(f"link{people}.db")
    timed(bench.argv(store, "import", bare))
    plain, got = sqlite_sort(bench, store), pairs(timed([bench.tool("link_bench"), store])[1])
    is_million = got["records"] >= 1e6
    bench.line(f"linking {got['records']:,.0f} records from nothing",
               f"{got['seconds']:.2f} s ({got['cpu']:.1f} of processor, {got['main']:.1f} of the first thread), "
               f"{got['records'] / got['seconds']:,.0f} records/s, {got['compared'] / got['seconds']:,.0f} pairs/s",
               f"sqlite3 sorts and indexes them in {plain:.2f} s, ratio {plain / got['seconds']:.2f}",
               "<= 15 s of 1,000,000", got["seconds"] <= 15 * got["records"] / 1e6 if is_million else None)
    bench.line("the same: memory", f"{got['mib']:,.0f} MiB; {got['compared']:,.0f} pairs looked at, {got['pairs']:,.0f} kept",
               f"{got['mib'] * 1048576 / got['records']:,.0f} bytes a record", "<= 1 GiB of 1,000,000",
               got["mib"] <= 1024 if is_million else None)
    took = timed(bench.argv(store, "import", newcomers(bench, bare, 1000)))[0]
    bench.line(f"1,000 records more to these {got['records']:,.0f}, import and all", f"{took:.2f} s",
               f"{took / got['seconds']:.2f} of linking all")
    step = pairs(timed([bench.tool("link_bench"), store, "LATE"])[1])
    bench.line(f"the same: linking {step['newcomers']:,.0f} records that are in the store, whom it concerns judged",
               f"{step['seconds']:.2f} s ({step['cpu']:.2f} of processor)", f"{step['seconds'] / took:.2f} of the import",
               "<= 1 s of linking to 1,000,000", step["seconds"] <= 1 if is_million else None)
    os.unlink(store)
    shutil.rmtree(bare)


def measure(bench):
    sizes = os.environ.get("BENCH_LINK", "30000 300000" if bench.is_full else "3000 30000")
    for people in sizes.split():
        link(bench, int(people))
