"""`--version`: which program this is, down to the commit, and what it stands on."""

from __future__ import annotations


def version() -> str:
    """Return name, version and commit on one line, then Python and the libraries."""
    from sim.api.identity import git_state
    from sim.runs.identity import PACKAGES, versions

    known, git = versions((*PACKAGES, "numba")), git_state()
    here = f" ({git['commit'][:12]}{'' if git['clean'] else ', changed'})" if git else ""
    rest = ", ".join(f"{name} {number}" for name, number in known.items() if name != "zhizao")
    return f"zhizao {known['zhizao']}{here}\n{rest}"
