"""The step of the build that setup.cfg cannot say: what ships beside the program travels in it."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("scenarios", "history", "studies", "notebooks")
"""Folders beside the program; `sim/scenario/yaml/files.py` finds them again."""
ENDINGS = {".yaml", ".json", ".py", ".md", ".csv"}


class Build(build_py):
    """Copies them into the package; an editable install leaves them where they are."""

    def run(self) -> None:
        """Build the modules, then copy."""
        super().run()
        for source, target in self.shipped().items():
            self.mkpath(str(Path(target).parent))
            self.copy_file(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return what is built."""
        return [*super().get_outputs(include_bytecode), *self.shipped().values()]

    def shipped(self) -> dict[str, str]:
        """Return each file that ships and where it goes."""
        if self.editable_mode:
            return {}
        found = (path for name in SHIPPED for path in sorted(Path(name).rglob("*")))
        there = Path(self.build_lib) / "sim" / "shipped"
        return {str(p): str(there / p) for p in found if p.suffix in ENDINGS}


setup(cmdclass={"build_py": Build})
