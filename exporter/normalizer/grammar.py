"""The grammar of a newspaper page: what a passage can be, and what can stand after what.

article := kicker? headline subtitle* byline* (paragraph | subhead | caption | dateline | signature)*, marks between
articles. A broken passage goes on in the next one, whatever its role.
"""

from __future__ import annotations

from dataclasses import dataclass

from exporter.edition import FURNITURE, Role

MARK = Role.PAGE_MARK
"""Stands in the grammar for every kind of furniture."""
BODY = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.CAPTION, Role.DATELINE, Role.SIGNATURE})

HEADS = frozenset({Role.HEADLINE, Role.SUBTITLE})
"""No article is only a head: of 2,900 in 18 papers none has its last line above the next one's first."""
BELOW_SUBHEAD = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.CAPTION})
"""No article ends with a subhead: 583 of 584 on 300 pages have a paragraph or a second subhead below them."""


@dataclass(frozen=True, slots=True)
class State:
    """What a passage is: its role, whether an article starts with it, whether it goes on the passage before it."""

    role: Role
    starts: bool = False
    joins: bool = False


STATES = (
    State(Role.KICKER, starts=True),
    State(Role.HEADLINE, starts=True),
    State(Role.HEADLINE),
    State(Role.SUBTITLE),
    State(Role.BYLINE),
    State(Role.BYLINE, starts=True),
    State(Role.PARAGRAPH),
    State(Role.PARAGRAPH, starts=True),
    State(Role.SUBHEAD),
    State(Role.CAPTION),
    State(Role.CAPTION, starts=True),
    State(Role.DATELINE),
    State(Role.SIGNATURE),
    State(MARK),
    State(Role.JUMP_LINE),
    State(Role.KICKER, joins=True),
    State(Role.HEADLINE, joins=True),
    State(Role.SUBTITLE, joins=True),
    State(Role.PARAGRAPH, joins=True),
    State(Role.SUBHEAD, joins=True),
    State(Role.CAPTION, joins=True),
)

JOINING = frozenset(place for place, state in enumerate(STATES) if state.joins)
"""The places of the states that go on the passage before."""

PREFERRED = tuple(
    sorted(
        range(len(STATES)),
        key=lambda place: (STATES[place].joins, STATES[place].starts, STATES[place].role is Role.PARAGRAPH),
    )
)
"""The places in STATES, of equally likely ones the better first: nothing is joined, no article begun without reason."""


def follows(before: State, after: State) -> bool:
    """Return whether the one can stand right after the other."""
    if after.joins:
        return before.role is after.role
    if before.role is Role.KICKER:
        return after.role is Role.HEADLINE and not after.starts
    if before.role is Role.SUBHEAD:
        return after.role in BELOW_SUBHEAD and not after.starts
    if after.starts and before.role in HEADS:
        return False
    if after.role is Role.HEADLINE:
        return after.starts
    if after.starts or after.role is MARK:
        return True
    if before.role is MARK:
        return after.role is Role.JUMP_LINE
    if after.role is Role.SUBTITLE:
        return before.role in (Role.HEADLINE, Role.SUBTITLE)
    if after.role is Role.BYLINE:
        return before.role in (Role.HEADLINE, Role.SUBTITLE, Role.BYLINE)
    return True


def can_begin(state: State) -> bool:
    """Return whether a text can begin with it."""
    return state.starts or state.role in FURNITURE


PREDECESSORS = tuple(tuple(i for i, before in enumerate(STATES) if follows(before, after)) for after in STATES)
"""For each state the states that can stand before it, as places in `STATES`."""
FIRST = tuple(i for i, state in enumerate(STATES) if can_begin(state))


def state_role(role: Role) -> Role:
    """Return the role as the grammar knows it: every kind of furniture is a mark."""
    return role if role is Role.JUMP_LINE else MARK if role in FURNITURE else role
