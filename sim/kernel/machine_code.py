"""From a function to machine code, by Numba and LLVM, and from that to what can be called.

Numba makes machine code of each function that it meets together with all that this calls, so that
what many call is optimised again and again, and nearly all is thrown away. Here the parts stay as
Numba wrote them until the whole is there, which is optimised once: in a third of the time. What
only the whole calls is inlined or left out, so that it is smaller, and a little faster. To call it
takes LLVM alone, without the half second that Numba needs to get ready.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_int32,
    c_int64,
    c_void_p,
    string_at,
)
from importlib import import_module
from typing import Any

_FUNCTION = CFUNCTYPE(c_int32)
"""As Numba calls: places for the result and for a fault, then the arguments; above 0: a fault."""


class _Fault(Structure):
    """How compiled code tells of an exception: what its pickled class and arguments are."""

    _fields_ = (("pickled", c_void_p), ("size", c_int32))


def compiled(function: Callable[..., None], name: str) -> bytes:
    """Compile a function of addresses: an object file that has it, and all it calls, as `name`."""
    from numba import types
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.registry import cpu_target

    compiler: Any = import_module("numba.core.compiler")
    flags = compiler.Flags()
    # Nothing is allocated in compiled code, so nothing need be counted; only `opened` calls it.
    flags.nrt = False
    flags.error_model = "numpy"
    flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
    count = function.__code__.co_argcount
    kinds = (types.int64,) * count, types.none
    typing, target = cpu_target.typing_context, cpu_target.target_context
    typing.refresh()
    target.refresh()
    with global_compiler_lock, _in_parts(target.codegen()) as makes:
        made = compiler.compile_extra(typing, target, function, *kinds, flags, {})
        whole = made.library.whole()
        for value in (*whole.functions, *whole.global_variables):
            if not value.is_declaration:
                value.linkage = "internal"
        entry = whole.get_function(made.fndesc.llvm_func_name)
        entry.name, entry.linkage = name, "external"
        passes, builder = makes._module_pass_manager()
        passes.run(whole, builder)
        code: bytes = makes._tm.emit_object(whole)
    return code


@contextmanager
def _in_parts(makes: Any) -> Iterator[Any]:
    """Let Numba, which makes code by `makes`, keep functions as parts for a while."""
    from numba.core.codegen import JITCodeLibrary

    class Part(JITCodeLibrary):
        """A function as Numba wrote it, neither optimised nor made machine code of."""

        def _optimize_functions(self, module: Any) -> None:
            pass

        def finalize(self) -> None:
            self._finalized = True

        def get_pointer_to_function(self, name: str) -> int:
            return 0

        def whole(self) -> Any:
            """Link all that it calls into its module, and return that."""
            parts: list[Any] = [self]
            for above in parts:
                below = dict.fromkeys(above._linking_libraries)
                parts += [library for library in below if library not in parts]
            for library in parts[1:]:
                self._final_module.link_in(usual(library), preserve=True)
            return self._final_module

        def _get_module_for_linking(self) -> Any:
            # Asked for by what Numba compiles later, in its usual way.
            self._shared_module = None
            self.whole()
            return usual(self)

    usual: Any = JITCodeLibrary._get_module_for_linking
    makes._library_class, makes.set_env = Part, lambda *_: None
    try:
        yield makes
    finally:
        del makes._library_class, makes.set_env


def opened(code: bytes, name: str) -> Callable[..., None]:
    """Return what calls the function `name` of an object file, outside Python's lock.

    It stays in memory as long as the process: a thread may be in it when the process ends.
    """
    llvm: Any = import_module("llvmlite.binding")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    function = _FUNCTION(engine.get_function_address(name))
    engine.detach()

    def call(*addresses: int) -> None:
        result, fault = c_void_p(), POINTER(_Fault)()
        if function(byref(result), byref(fault), *map(c_int64, addresses)) > 0:
            told = fault.contents
            error, words, *_ = pickle.loads(string_at(told.pickled, told.size))
            raise error(*words)

    return call
