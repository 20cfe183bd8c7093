/* What a disk can do to a program, as a library that is loaded before it (LD_PRELOAD). Built and set up by storm.py.

   Of files under STORM_UNDER it counts every call that changes one, and by these variables
     STORM_DIE=N    ends the process, as by SIGKILL, at the N-th such call, before it is done;
     STORM_FULL=F   lets writes fail for want of room while the file F exists;
     STORM_LOG=F    writes each call with its data into F, for storm.py to find out what a power cut would leave.
   STORM_CLOCK=S sets the clock the process sees that many seconds ahead. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#undef open
#undef open64
#undef openat
#undef pwrite
#undef pwrite64
#undef ftruncate
#undef ftruncate64

static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *under, *full;
static size_t under_length;
static long calls, die_at;
static int log_fd = -1;

struct head {
    char kind;
    char pad[7];
    uint64_t inode;
    int64_t at;
    uint64_t length;
};

__attribute__((constructor)) static void set_up(void) {
    under = getenv("STORM_UNDER");
    under_length = under ? strlen(under) : 0;
    full = getenv("STORM_FULL");
    die_at = getenv("STORM_DIE") ? atol(getenv("STORM_DIE")) : 0;
    if (getenv("STORM_LOG"))
        log_fd = syscall(SYS_openat, AT_FDCWD, getenv("STORM_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int is_under(const char *path) {
    char whole[PATH_MAX * 2];
    if (!under)
        return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, PATH_MAX))
            return 0;
        strncat(whole, "/", 2);
        strncat(whole, path, PATH_MAX - 2);
        path = whole;
    }
    if (strncmp(path, under, under_length) != 0)
        return 0;
    size_t length = strlen(path);
    return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static uint64_t inode_of(int fd) {
    struct stat about;
    return fstat(fd, &about) == 0 ? about.st_ino : 0;
}

static int fd_is_under(int fd) {
    char link[64], path[PATH_MAX];
    if (!under)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return is_under(path);
}

/* A change that is about to be made. */
static void count(void) {
    calls++;
    if (die_at && calls >= die_at)
        syscall(SYS_kill, getpid(), SIGKILL);
}

static void put(const void *data, size_t length) {
    const char *rest = data;
    while (length > 0) {
        ssize_t done = syscall(SYS_write, log_fd, rest, length);
        if (done <= 0)
            return;
        rest += done;
        length -= done;
    }
}

static void tell(char kind, uint64_t inode, int64_t at, const void *data, uint64_t length) {
    if (log_fd < 0)
        return;
    struct head head = {kind, {0}, inode, at, length};
    put(&head, sizeof head);
    put(data, length);
}

static void tell_name(char kind, const char *path, uint64_t inode) { tell(kind, inode, 0, path, strlen(path)); }

static int no_room(void) {
    if (full && syscall(SYS_access, full, F_OK) == 0) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    int mine = is_under(path) && (flags & (O_CREAT | O_TRUNC)) && !(flags & O_DIRECTORY);
    struct stat about;
    pthread_mutex_lock(&turn);
    int there = mine && syscall(SYS_newfstatat, folder, path, &about, 0) == 0;
    int changes = mine && (!there || (flags & O_TRUNC));
    if (changes)
        count();
    int fd = syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && changes) {
        if (!there)
            tell_name('c', path, inode_of(fd));
        else if (about.st_size > 0)
            tell('t', inode_of(fd), 0, "", 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
    return fd;
}

#define MODE_OF(flags)                                                                                                 \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = va_arg(more, mode_t);                                                                                   \
        va_end(more);                                                                                                  \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    return opened(folder, path, flags | O_LARGEFILE, mode);
}

static ssize_t written(int fd, const void *data, size_t length, off_t at, int here) {
    if (!fd_is_under(fd))
        return here ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, at);
    pthread_mutex_lock(&turn);
    count();
    ssize_t done = -1;
    if (!no_room()) {
        if (here) {
            struct stat about;
            at = (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &about) == 0 ? about.st_size : lseek(fd, 0, SEEK_CUR);
            done = syscall(SYS_write, fd, data, length);
        } else
            done = syscall(SYS_pwrite64, fd, data, length, at);
        if (done > 0)
            tell('w', inode_of(fd), at, data, done);
    }
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 0); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at, 0); }

static int cut(int fd, off_t length) {
    pthread_mutex_lock(&turn);
    int mine = fd_is_under(fd);
    if (mine)
        count();
    int done = syscall(SYS_ftruncate, fd, length);
    if (mine && done == 0)
        tell('t', inode_of(fd), length, "", 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int synced(int fd, long number) {
    pthread_mutex_lock(&turn);
    int mine = fd_is_under(fd);
    if (mine)
        count();
    int done = log_fd >= 0 ? 0 : syscall(number, fd);
    if (mine && done == 0)
        tell('s', inode_of(fd), 0, "", 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

void sync(void) { tell('a', 0, 0, "", 0); }

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&turn);
    int mine = is_under(from) || is_under(to);
    if (mine)
        count();
    int done = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (mine && done == 0) {
        char both[PATH_MAX * 2];
        int length = snprintf(both, sizeof both, "%s%c%s", from, '\n', to);
        tell('r', 0, 0, both, length);
    }
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
    return done;
}

static int removed(const char *path, int flags) {
    pthread_mutex_lock(&turn);
    int mine = is_under(path);
    if (mine)
        count();
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, flags);
    if (mine && done == 0)
        tell_name('u', path, 0);
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
    return done;
}

int unlink(const char *path) { return removed(path, 0); }
int rmdir(const char *path) { return removed(path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t mode) {
    pthread_mutex_lock(&turn);
    int mine = is_under(path);
    int done = -1;
    struct stat about;
    if (mine && syscall(SYS_newfstatat, AT_FDCWD, path, &about, 0) != 0)
        count();
    if (!mine || !no_room())
        done = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (mine && done == 0) {
        syscall(SYS_newfstatat, AT_FDCWD, path, &about, 0);
        tell_name('d', path, about.st_ino);
    }
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
    return done;
}

/* Programs copy in pieces when the quick ways are not there. */
ssize_t sendfile(int to, int from, off_t *at, size_t length) { return errno = EINVAL, -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { return errno = EINVAL, -1; }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags) {
    return errno = ENOSYS, -1;
}

static long ahead(void) {
    const char *seconds = getenv("STORM_CLOCK");
    return seconds ? atol(seconds) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = syscall(SYS_clock_gettime, clock, now);
    if (done == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += ahead();
    return done;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (out)
        *out = exact.tv_sec;
    return exact.tv_sec;
}
