"""Peers: an agent asks others by messages on record; they agree, or people decide."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.agents.advice import Counsel, Told
from assistant.agents.desk import Desk
from assistant.agents.looking import NotLet, run
from assistant.agents.occasions import Fresh
from domain.agents.agent import Question, Suggestion, with_arguments
from domain.agents.roster import BY_NAME
from domain.governance.consultation import ROUNDS, Consultation, consultation
from domain.governance.consultation_events import (
    AnswerConsultation,
    ConcludeConsultation,
    ConsultationCommand,
    OpenConsultation,
    Outcome,
    Reply,
    TakeUpCounter,
)
from domain.kernel import Refused, Step
from domain.kernel.words import listed
from mcp_servers.looking import Errand

NUMBERS = 10**9


@dataclass(frozen=True)
class Peers:
    """The conversations of one run; what was said in an earlier one is not asked again."""

    desk: Desk
    tenant: str
    agent: str
    trace: str
    counsel: Counsel

    async def agreed(self, fresh: Fresh) -> Suggestion | None:
        """What all of the asked agree to draft, which is what was suggested or a counter to it.

        None while somebody has not answered, and for good where they do not agree.
        """
        if not fresh.suggestion.asks:
            return fresh.suggestion
        name = named(fresh.key)
        state = await self.opened(name, fresh)
        for _ in range(ROUNDS + 1):
            put = with_arguments(fresh.suggestion, state.arguments)
            if state.status != "open":
                return put if state.status == "consensus" else None
            state = await self.asked(name, state, put)
            if state.waits_for:
                return None
            if all(answer.stance == "agree" for answer in state.answers):
                return put
            state = await self.answered(name, state)
        return None

    async def opened(self, name: str, fresh: Fresh) -> Consultation:
        """The conversation about this occasion: a second one about the same is never begun."""
        state = await self.state(name)
        if state.matter is not None:
            return state
        put = fresh.suggestion
        command = OpenConsultation(
            consultation=name,
            asker=self.agent,
            about=put.about,
            asked=tuple(question.agent for question in put.asks),
            occasion=put.occasion,
            situation=put.because,
            tool=put.tool,
            arguments=dict(put.arguments),
        )
        return await self.said(name, command, self.agent)

    async def asked(self, name: str, state: Consultation, put: Suggestion) -> Consultation:
        """Put the question to everybody who has not answered this round."""
        for question in put.asks:
            if state.answer_of(question.agent) is None:
                reply = await self.reply(state, put, question)
                if reply is not None:
                    state = await self.said(name, reply, question.agent)
        return state

    async def reply(
        self, state: Consultation, put: Suggestion, question: Question
    ) -> AnswerConsultation | None:
        """What the asked agent's own rule says, of what its own passport lets it see.

        An agent that is stopped, or for whom nobody answers, says nothing.
        """
        caller = await self.desk.caller_of(self.tenant, question.agent)
        if caller is None:
            return None
        topic = BY_NAME[question.agent].topic(question.topic)
        visit = self.desk.visit(caller, self.trace)
        errand = Errand(f"answer_{topic.name}", topic.reads, put.about)
        try:
            found = await run(self.desk, visit, errand, topic.answer(put, visit.today))
        except NotLet:
            return None
        return AnswerConsultation(
            by=question.agent,
            round=state.round,
            stance=found.stance,
            reason=found.reason,
            evidence=found.evidence,
            arguments=dict(found.arguments),
        )

    async def answered(self, name: str, state: Consultation) -> Consultation:
        """Somebody says no, and people decide; or otherwise, and it is put again so."""
        no = [answer for answer in state.answers if answer.stance == "disagree"]
        counters = [answer for answer in state.answers if answer.stance == "counter"]
        if no:
            return await self.parted(name, state, no)
        [first, *more] = counters
        if any(answer.arguments != first.arguments for answer in more):
            return await self.parted(name, state, counters)
        command = TakeUpCounter(
            arguments={**state.arguments, **first.arguments}, reason=first.reason
        )
        try:
            return await self.said(name, command, self.agent)
        except Refused as no_end:
            return await self.concluded(name, "bounded", str(no_end))

    async def parted(
        self, name: str, state: Consultation, against: Sequence[Reply]
    ) -> Consultation:
        """People decide, and read why: in the words of the rules, or of a model that kept them."""
        situation = state.matter.situation if state.matter else ""
        why = await self.counsel.told(told(against), situation, against)
        return await self.concluded(name, "conflict", why.text, model=why.model)

    async def reason(self, fresh: Fresh, put: Suggestion) -> Told:
        """Why it is drafted, with what the peers said to it where a model words that."""
        if not put.asks or self.counsel.silent:
            return Told(put.because)
        state = await self.state(named(fresh.key))
        return await self.counsel.told(put.because, put.because, state.answers)

    async def concluded(
        self, name: str, outcome: Outcome, reason: str, draft: str = "", model: str = ""
    ) -> Consultation:
        command = ConcludeConsultation(outcome=outcome, reason=reason, draft=draft, model=model)
        return await self.said(name, command, self.agent)

    async def ended(self, fresh: Fresh, reason: str, draft: str = "") -> None:
        """Say what came of an agreement: a draft, or why none could be made."""
        name = named(fresh.key)
        if fresh.suggestion.asks and (await self.state(name)).status == "open":
            await self.concluded(name, "consensus", reason, draft)

    async def said(self, name: str, command: ConsultationCommand, by: str) -> Consultation:
        """Record one message; when another run was quicker, its conversation counts."""
        step = Step(consultation.stream(name), command)
        try:
            await self.desk.write(self.tenant, [step], (by,), self.trace)
        except Refused as refusal:
            if refusal.code not in ("asked_already", "concluded", "stale"):
                raise
        return await self.state(name)

    async def state(self, name: str) -> Consultation:
        return await state_of(self.desk, self.tenant, name)


async def state_of(desk: Desk, tenant: str, name: str) -> Consultation:
    history = await desk.records(tenant).history(consultation.stream(name))
    events: Any = (fact.event for fact in history)
    state: Consultation = consultation.fold(events)
    return state


def named(key: str) -> str:
    """One occasion has one conversation, by whichever run it is begun: its number says so."""
    digest = hashlib.sha256(key.encode()).digest()
    return f"CON-{int.from_bytes(digest[:8]) % NUMBERS}"


def told(answers: Sequence[Reply]) -> str:
    return listed([f"{answer.by}: {answer.reason}" for answer in answers])[:500]
