#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "civil.h"
#include "commands/progress.h"
#include "signals.h"

enum { WORDS_MOST = 20, REPORT_MOST = 1 << 20, PIECE = 4096 };

/* The command ------------------------------------------------------------- */

struct words {
	const char *word[WORDS_MOST];
	char day[11], import[24];
};

static void words_make(struct words *w, const struct job_order *o)
{
	/* Whatever the command, it first finishes what was broken off: one that does no more. */
	static const char *const COMMANDS[] = {[JOB_TRY] = "import", [JOB_TAKE] = "import",
		[JOB_WITHDRAW] = "withdraw", [JOB_FINISH] = "init"};
	size_t n = 0;

	civil_iso(o->today, w->day);
	snprintf(w->import, sizeof w->import, "%lld", (long long)o->import);
	w->word[n++] = o->program;
	w->word[n++] = "--store";
	w->word[n++] = o->store;
	w->word[n++] = "--worker";
	w->word[n++] = o->worker;
	w->word[n++] = "--today";
	w->word[n++] = w->day;
	if (o->mask)
		w->word[n++] = "--mask";
	w->word[n++] = "--progress";
	if (o->deed == JOB_TRY)
		w->word[n++] = "--dry-run";
	if (o->agency && *o->agency) {
		w->word[n++] = "--agency";
		w->word[n++] = o->agency;
	}
	w->word[n++] = COMMANDS[o->deed];
	if (o->deed != JOB_FINISH) {
		w->word[n++] = "--";
		w->word[n++] = o->deed == JOB_WITHDRAW ? w->import : o->path;
	}
	w->word[n] = NULL;
}

/* In the new process, up to its own program: nothing here may take memory.  A signal
 * for it, held since before it was made, must not wake the dashboard, whose handlers
 * it still has. */
static _Noreturn void become(const struct words *w, int in, int out, int err, const sigset_t *mask)
{
	setsid();
	signals_close();
	signal(SIGHUP, SIG_IGN);
	sigprocmask(SIG_SETMASK, mask, NULL);
	if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0)
		execv(w->word[0], (char *const *)(const void *)w->word);
	_exit(127);
}

static bool pipe_make(int end[2])
{
	if (pipe(end) != 0)
		return false;
	for (int i = 0; i < 2; i++)
		fcntl(end[i], F_SETFD, FD_CLOEXEC);
	fcntl(end[0], F_SETFL, O_NONBLOCK);
	return true;
}

static pid_t process_make(const struct words *w, int in, int out, int err)
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	pid = fork();
	if (pid == 0)
		become(w, in, out, err, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

enum status job_start(struct job *j, const struct job_order *o, int64_t now, struct err *e)
{
	struct words words;
	int out[2], err[2], in = open("/dev/null", O_RDWR | O_CLOEXEC);
	pid_t pid = -1;

	words_make(&words, o);
	if (in >= 0 && pipe_make(out)) {
		if (pipe_make(err)) {
			pid = process_make(&words, in, out[1], err[1]);
			close(err[1]);
			if (pid < 0)
				close(err[0]);
		}
		close(out[1]);
		if (pid < 0)
			close(out[0]);
	}
	if (in >= 0)
		close(in);
	if (pid < 0)
		return err_set(e, ST_IO, "it cannot be begun (%s); close other programs and try again",
			strerror(errno));
	*j = (struct job){.state = JOB_RUNNING, .deed = o->deed, .pid = pid, .out = {.fd = out[0]},
		.err = {.fd = err[0]}, .began = now};
	return ST_OK;
}

/* What it sends ----------------------------------------------------------- */

static bool pipe_room(struct job_pipe *p)
{
	char *more;

	if (p->n + PIECE < p->room)
		return true;
	more = p->room < REPORT_MOST ? realloc(p->text, p->room + 2 * PIECE) : NULL;
	if (!more)
		return false;
	p->text = more;
	p->room += 2 * PIECE;
	return true;
}

/* What there is no room for is read and let go.  True when something came, or the end. */
static bool pipe_read(struct job_pipe *p)
{
	char piece[PIECE];
	bool came = false;

	while (p->fd >= 0) {
		ssize_t n = read(p->fd, piece, sizeof piece);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return came;
		came = true;
		if (n <= 0) {
			close(p->fd);
			p->fd = -1;
		} else if (pipe_room(p)) {
			memcpy(p->text + p->n, piece, (size_t)n);
			p->n += (size_t)n;
			p->text[p->n] = '\0';
		}
	}
	return came;
}

static void progress_take(struct job *j, const char *line, int64_t now)
{
	char doing[sizeof j->doing];
	long long done, total;

	if (sscanf(line, "progress\t%63[^\t]\t%lld\t%lld", doing, &done, &total) != 3)
		return;
	if (strcmp(doing, j->doing) != 0) {
		snprintf(j->doing, sizeof j->doing, "%s", doing);
		j->began = now;
		j->from = done;
	}
	j->done = done;
	j->total = total;
}

/* A line of standard error is progress, or a sentence; the last one stays. */
static void lines_take(struct job *j, int64_t now)
{
	static const char NAME[] = "throughline: ";
	char *line = j->err.text, *end;

	while (line && (end = strchr(line, '\n'))) {
		*end = '\0';
		if (strncmp(line, "progress\t", 9) == 0)
			progress_take(j, line, now);
		else if (strncmp(line, NAME, sizeof NAME - 1) == 0)
			snprintf(j->said, sizeof j->said, "%s", line + sizeof NAME - 1);
		else
			snprintf(j->said, sizeof j->said, "%s", line);
		line = end + 1;
	}
	if (line) {
		j->err.n = strlen(line);
		memmove(j->err.text, line, j->err.n + 1);
	}
}

static void end_take(struct job *j)
{
	int how;

	if (waitpid(j->pid, &how, WNOHANG) != j->pid)
		return;
	j->exit = WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
	j->state = JOB_OVER;
	if (j->exit == 127 && !j->said[0])
		snprintf(j->said, sizeof j->said, "The program could not be started again; leave and try "
			"from the command line.");
	else if (j->exit < 0)
		snprintf(j->said, sizeof j->said, j->deed == JOB_TRY ? "The try was stopped."
			: "It was stopped; the list of imports shows whether it is in.");
}

bool job_read(struct job *j, int64_t now)
{
	bool came;

	if (j->state != JOB_RUNNING)
		return false;
	came = pipe_read(&j->out);
	came = pipe_read(&j->err) || came;
	if (came)
		lines_take(j, now);
	if (j->out.fd < 0 && j->err.fd < 0)
		end_take(j);
	return came || j->state == JOB_OVER;
}

void job_stop(struct job *j)
{
	if (j->state != JOB_RUNNING)
		return;
	j->is_stopping = true;
	kill(j->pid, SIGTERM);
}

void job_done(struct job *j)
{
	if (j->state == JOB_RUNNING && j->deed == JOB_TRY)
		job_stop(j);
	for (int i = 0; i < 2 && j->state != JOB_NONE; i++) {
		struct job_pipe *p = i ? &j->err : &j->out;

		if (p->fd >= 0)
			close(p->fd);
		free(p->text);
	}
	*j = (struct job){0};
}

/* What there is to tell --------------------------------------------------- */

bool job_went_well(const struct job *j)
{
	return j->state == JOB_OVER && j->exit == 0;
}

const char *job_report(const struct job *j)
{
	return j->out.text ? j->out.text : "";
}

int job_percent(const struct job *j)
{
	int64_t done = j->done < j->total ? j->done : j->total;

	return j->total > 0 ? (int)(done * 100 / j->total) : -1;
}

void job_line(const struct job *j, int64_t now, int cells, char *out, size_t room)
{
	if (j->is_stopping)
		snprintf(out, room, "stopping ...");
	else
		progress_line(*j->doing ? j->doing : "beginning", j->from, j->done, j->total,
			now - j->began, cells, out, room);
}
