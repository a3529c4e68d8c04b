#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A handler can be given nothing: these are the only variables of the program
 * that belong to no struct. */
static int wake[2] = {-1, -1};
static struct termios terminal_before;
static volatile sig_atomic_t terminal_is_known, mouse_is_taken;

static const int CAUGHT[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP};
static const int FATAL[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void on_signal(int number)
{
	int before = errno;
	unsigned char byte = (unsigned char)number;
	ssize_t n = write(wake[1], &byte, 1);

	(void)n; /* a full pipe wakes the loop just as well */
	errno = before;
}

static void on_fatal(int number)
{
	/* normal colours, the shell's screen, cursor shown */
	static const char restore[] = "\033[0m\033[?1049l\033[?25h\r\n";
	static const char mouse[] = SIGNALS_MOUSE_OFF;
	ssize_t n = mouse_is_taken ? write(STDOUT_FILENO, mouse, sizeof mouse - 1) : 0;

	n = write(STDOUT_FILENO, restore, sizeof restore - 1);

	(void)n;
	if (terminal_is_known)
		tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
	raise(number); /* SA_RESETHAND: this time by default */
}

static void catch_fatal(int number)
{
	struct sigaction before,
		action = {.sa_handler = on_fatal, .sa_flags = (int)SA_RESETHAND | SA_NODEFER};

	if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
		sigaction(number, &action, NULL);
}

enum status signals_open(int *fd, struct err *e)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	if (pipe(wake) != 0)
		return err_set(e, ST_IO, "cannot make a pipe (%s); close other programs and try again",
			strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(wake[i], F_SETFL, O_NONBLOCK);
		fcntl(wake[i], F_SETFD, FD_CLOEXEC);
	}
	terminal_is_known = tcgetattr(STDIN_FILENO, &terminal_before) == 0;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof CAUGHT / sizeof *CAUGHT; i++)
		sigaction(CAUGHT[i], &action, NULL);
	for (size_t i = 0; i < sizeof FATAL / sizeof *FATAL; i++)
		catch_fatal(FATAL[i]);
	*fd = wake[0];
	return ST_OK;
}

void signals_mouse(bool is_taken)
{
	mouse_is_taken = is_taken;
}

void signals_close(void)
{
	for (size_t i = 0; i < sizeof CAUGHT / sizeof *CAUGHT; i++)
		signal(CAUGHT[i], SIG_DFL);
	for (int i = 0; i < 2; i++) {
		close(wake[i]);
		wake[i] = -1;
	}
	terminal_is_known = 0;
}

int signals_next(void)
{
	unsigned char byte;

	return read(wake[0], &byte, 1) == 1 ? byte : 0;
}

void signals_stop_self(void)
{
	struct sigaction before, action = {.sa_handler = SIG_DFL};

	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, &before);
	raise(SIGTSTP); /* an orphaned process group ignores it: nobody could wake us */
	sigaction(SIGTSTP, &before, NULL);
}
