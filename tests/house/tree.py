"""The files of the project as a reader of the repository finds them."""

import subprocess
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY_MACHINES = (".venv", "wheelhouse", "screenshots", "__pycache__", "build", "dist")
OFFICE_FILES = (".xlsx", ".docx")


@cache
def paths() -> tuple[str, ...]:
    """What is or would be committed; without git, all that no machine made for itself."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else _walked()
    return tuple(sorted(name for name in names if name and (ROOT / name).is_file()))


def _walked() -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if not set(path.relative_to(ROOT).parts) & set(MADE_BY_MACHINES)
        and not path.relative_to(ROOT).parts[0].endswith("_cache")
    ]


@cache
def text(name: str) -> str | None:
    """What a file says: text as it is, office files unpacked, None for pictures and fonts."""
    path = ROOT / name
    if path.suffix in OFFICE_FILES:
        return _unpacked(path)
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def _unpacked(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml"))
