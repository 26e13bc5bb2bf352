"""The filter of system calls, run as the kernel would run it: also for the machine that these tests do not run on."""
import pytest

from speeches.parsing.sandbox.confinement import (
    ALLOW,
    AT_LEAST,
    CALLS,
    EQUAL,
    LOAD,
    MACHINES,
    REFUSE,
    RETURN,
    filter_of,
)

NEEDED = {"x86_64": (0, 1, 231), "aarch64": (63, 64, 94)}  # read, write, exit_group


def verdict(instructions, number: int, machine: int) -> int:
    """What a filter says of a call."""
    place, value = 0, 0
    while True:
        code, if_so, if_not, operand = instructions[place]
        place += 1
        if code == LOAD:
            value = {0: number, 4: machine}[operand]
        elif code == RETURN:
            return operand
        else:
            holds = {EQUAL: value == operand, AT_LEAST: value >= operand}[code]
            place += if_so if holds else if_not


@pytest.mark.parametrize("name", MACHINES)
def test_each_call_of_the_table_is_refused_and_those_that_reading_needs_are_not(name):
    machine, column, _ = MACHINES[name]
    refused = [row[column] for row in CALLS.values() if row[column] is not None]
    instructions = filter_of(machine, refused)
    assert {verdict(instructions, number, machine) for number in refused} == {REFUSE}
    assert {verdict(instructions, number, machine) for number in NEEDED[name]} == {ALLOW}
    assert len(refused) == len(set(refused))


@pytest.mark.parametrize("name", MACHINES)
def test_the_numbers_of_another_machine_are_refused(name):
    machine, column, _ = MACHINES[name]
    instructions = filter_of(machine, [row[column] for row in CALLS.values() if row[column] is not None])
    assert verdict(instructions, NEEDED[name][0], 0x40000003) == REFUSE  # i386
    assert verdict(instructions, 0x40000000 + NEEDED[name][0], machine) == REFUSE  # x32
