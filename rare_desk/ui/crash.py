"""Our own faults: logged with their trace, told once, and the window goes on.

The book is untouched by them: an op is all or nothing.
"""

import logging
import platform
import sys
import threading
import traceback
from functools import cache
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QSysInfo, QtMsgType, Signal, qInstallMessageHandler, qVersion

import rare_desk
from rare_desk import logs
from rare_desk.core.problems import Problem, Refused
from rare_desk.store.errors import BookError, of_the_file

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Faults(QObject):
    told = Signal(str)
    """A report to copy; once for each kind of fault. May be emitted from any thread."""

    book_failed = Signal(object)
    """The Problem of a book whose file failed while it was read for the window; once for each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()


@cache
def faults() -> _Faults:
    return _Faults()


def caught(fault: BaseException) -> None:
    """Logs the fault and tells the window of it unless it was told before; a book's file that fails is none of ours."""
    if isinstance(fault, BookError):
        _book_failed(fault.problem)
        return
    if (unread := of_the_file(fault)) is not None:
        logs.fault("book", fault)
        _book_failed(unread)
        return
    logs.fault("fault", fault)
    trace = "".join(traceback.format_exception(fault))
    place = traceback.extract_tb(fault.__traceback__)[-1:] if fault.__traceback__ else []
    kind = f"{type(fault).__name__} {[(frame.filename, frame.lineno) for frame in place]}"
    if kind not in faults().seen:
        faults().seen.add(kind)
        faults().told.emit(f"{about()}\n\n{trace}")


def problems_of(fault: BaseException) -> tuple[Problem, ...] | None:
    """What a user can mend; None when the fault is our own."""
    if isinstance(fault, Refused):
        return tuple(fault.problems)
    if isinstance(fault, BookError):
        return (fault.problem,)
    unread = of_the_file(fault)
    return (unread,) if unread else None


def _book_failed(problem: Problem) -> None:
    logs.LOG.warning("book: %s", problem.code)
    if problem.code not in faults().seen:
        faults().seen.add(problem.code)
        faults().book_failed.emit(problem)


def about() -> str:
    """Versions, one line: what a report needs besides its trace. `platform` asks a socket for them on Windows."""
    return (
        f"Rare Desk {rare_desk.__version__} · Python {platform.python_version()} · Qt {qVersion()} · "
        f"{QSysInfo.prettyProductName()} {QSysInfo.kernelVersion()} {QSysInfo.currentCpuArchitecture()}"
    )


def install() -> Path | None:
    """Log file, hooks for what nobody caught, and Qt's messages into the log; where the log lies, if it can."""
    file = log_qt()
    sys.excepthook = _hook
    threading.excepthook = lambda args: caught(args.exc_value) if args.exc_value else None
    sys.unraisablehook = lambda args: caught(args.exc_value) if args.exc_value else None
    return file.parent if file else None


def log_qt() -> Path | None:
    """Qt's messages into the log file instead of the user's terminal."""
    file = logs.to_file()
    qInstallMessageHandler(_qt_message)
    return file


def _hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    caught(fault)
    _let_go(trace)


def _let_go(trace: TracebackType | None) -> None:
    """Frees what the frames of a fault held: a painter left at work on a widget takes the process down at the next."""
    traceback.clear_frames(trace)
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        sys.__dict__.pop(name, None)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logs.LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
    if kind == QtMsgType.QtFatalMsg and sys.stderr:
        sys.stderr.write(f"{message}\n")
