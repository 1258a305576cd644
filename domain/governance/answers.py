"""Governance's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="governance",
    capture_targets=(
        "Members and their roles, by the terminal alone.",
        "An incident, by a breaker as well; a talk of agents, by the agents; an escalation, by "
        "the clock of the house.",
    ),
    routing_rules=(
        "A signed grant is a row of grants and lies above the shipped default for the same role, "
        "function and action.",
        "A changed passport is a row of agents, active or stopped; other agents are as shipped.",
        "A standing order is a row of standing_orders, standing, ended, withdrawn or lapsed; what "
        "is executed under it is a row of drafts that names it.",
        "A signed budget is a row of budgets, a capability that is off a row of switches, an "
        "incident a row of incidents, open or closed; what was used is counted beside the events.",
        "A conversation of agents is a row of consultations; in status conflict people decide.",
        "A tool of a server of others is a row of connectors, with the text that was signed.",
        "The signing limits are one stream of the tenant, as it stands now; so is what may leave.",
        "An absence is a row of absences; what is put off or looked after, one of attention_marks.",
        "What a member wishes of messages is a row of wishes; the channel in which the drafts of a "
        "function are posted, one of channel_routes. What was told is kept beside the events.",
        "An escalation is a fact of its draft: the row of drafts says to whom, and since when.",
    ),
    maintenance=(
        "Grants rot when people change their work: who_may_do_what names the draft and the day of "
        "each of them.",
        "Passports rot when an agent is no longer used: list_agents counts its recent drafts.",
        "Routes rot when a channel is archived: its drafts are told to those who sign instead.",
        "Standing orders rot when nobody judges any more: evidence of 90 days ago is none.",
    ),
    error_prevention=(
        "Refused: an owner who could not sign or only up to a limit, a rung above L4 for people "
        "or above L3 for agents, an unknown role or action, a negative limit, limits that cross.",
        "Refused: taking back a grant or a passport that something later has replaced, and a "
        "passport for no function.",
        "Refused: a standing order that is not earned, skips a rung, has a day's limit below that "
        "of one draft, or is for money that goes out, prices, rights or governance.",
        "Refused: a budget below zero, or with more for a day than for its month.",
        "Refused: data about people that would leave for a model as it is.",
        "Refused: an agent that asks itself, asks twice about one occasion, puts what was put "
        "before, or more than four times; a second draft of one occasion is never made.",
        "Asked: up to what amount a role may sign that could not sign before.",
        "Refused: an absence that is over, crosses another or names whoever is away; a day to put "
        "something off to that is not to come.",
        "Refused: quiet hours with one end, quiet on all days, and what is no channel.",
    ),
    negative_space=(
        "A draft that nobody may sign: drafts in status waiting where may_sign is empty.",
        "An agent that nobody answers for: agents without an owner.",
        "A business with one person who can sign: members by role against the grants.",
        "What is switched off, incidents nobody closed and budgets nearly used stand in the queue.",
    ),
    decision_support=(
        "What an agent proposed in 30 days, what was signed, rejected and undone of it, and its "
        "approval rate, before its passport is changed.",
        "How an agent's drafts of one command were decided in 90 days, by week, and what an order "
        "would have covered in 30 days, before a standing order is signed.",
        "The standing before, beside the standing after, on each card.",
    ),
    autonomy_boundary=(
        "Grants, their end, signing limits and passports always need a hand that did not draft "
        "them; so does letting a stopped agent work again.",
        "Stopping an agent needs one signature, also of whoever drafted it, and no waiting.",
        "A standing order needs an owner who did not draft it: no admin or manager signs it; its "
        "end takes one hand.",
        "Within a standing order of L5 a draft of its agent is executed: signed in advance, "
        "judged again at the act, one in ten left to a person.",
        "A server of others, and a new text of it, need another hand; to cut it off needs one.",
        "So does switching a capability off; a budget, switching on, and what may leave for a "
        "model need another hand.",
        "A function's own agent drafts there alone, reads what its passport names, makes 50 "
        "drafts a day at most, and never again what was rejected on the same occasion.",
        "An absence is signed by the absent one, or by another who is not the one to stand in.",
        "What somebody wishes of messages they sign themselves; nobody wishes for another.",
        "In which channel drafts are posted is for owners and admins to sign.",
        "The house's clock escalates by itself, once for each step; it signs and rejects nothing.",
        "Never: an agent that signs, and a person who widens their own authority alone.",
    ),
    evidence_sources=(
        "People only: no file and no other system creates authority.",
        "High risk: every field of a grant and of a passport.",
    ),
    reconciliation_pairs=(
        "The rows of grants are the grants of a fresh fold of the authority stream.",
        "The rows of agents are the passports of a fresh fold of each agent's stream.",
        "A consultation that ended in consensus names a draft, or says why none could be made.",
        "Each draft that names a standing order has one use on the stream of that order.",
        "Each signed draft has a row in status signed or undone, and the facts that it caused.",
    ),
    failure_and_rollback=(
        "A grant is taken back by restoring what stood before it, a signed one or the default.",
        "A passport is taken back by the one before it, a stop by letting the agent work again.",
        "A standing order is taken back by the one before it, its end or lapse by restoring it; "
        "what was executed under it is undone draft by draft.",
        "Signing limits are taken back by the earlier ones, a role by taking or giving it.",
        "What may leave is taken back by what held before; what has left does not come back.",
        "A connection is taken back by its end, and a text by the one before it.",
        "A budget is taken back by the earlier one, a switch by the other position of it.",
        "What agents said stays on record; a settled conflict is taken back by opening it again.",
        "An absence is taken back by its end, what was put off by the day that held before.",
        "A wish and a route are taken back by what held before; what was told stays told.",
        "A decision on a draft stays on record; what it brought about is taken back by a draft.",
    ),
    abuse_surface=(
        "Somebody who wants more authority: whoever has no part in governance cannot even read "
        "here, and whoever has one needs an independent signature.",
        "Two people in league: the grant stays on record with all hands, and any owner undoes it.",
        "A draft from before a change: who may sign is part of what is signed, so that a change "
        "of authority asks every signer to read again.",
        "An agent that vouches for itself: what it executed is no evidence, and no order counts "
        "that is not in a draft which people signed.",
        "A stand-in who signs around a second hand: they count as the absent one's hand too, lent "
        "authority is never lent on, and what always needs a third hand is not signed on it.",
        "A channel with people in it who should not read: whoever routes there signs for it, and a "
        "card shows what the nearest signer sees; only who may sign can sign.",
        "An agent out of hand: it is stopped in the middle of a conversation by one person, from "
        "the chat, the card or the terminal.",
    ),
    offline_behaviour=(
        "Offline: every rule here is a comparison; all of it works without a model and without "
        "the internet.",
        "Queued: nothing here waits for a connection.",
        "By hand: the terminal stops an agent while no server runs; every grant is a sentence.",
        "Without the database nothing is recorded, and the draft is kept by whoever typed it.",
    ),
    channel_sync=("None: members and authority are not fetched from a directory.",),
    lifecycle=(
        "A draft: waiting, partly_signed, signed, rejected, expired, superseded or undone.",
        "An agent: active or stopped. A member: active or disabled.",
        "A consultation: open, consensus, conflict, then settled by people or when it is over.",
        "A standing order: standing, then ended, withdrawn or lapsed; it lapses by itself.",
        "A grant stands until another one, or its end, is signed; it does not lapse by itself.",
        "An absence ends on its last day, and what is put off returns on its day, by themselves.",
    ),
    capture_modality=(
        "First: a sentence, in the chat or the terminal.",
        "Otherwise: one command of the terminal for the stop of an agent.",
        "Confirmed on the card with its fields, which a person reads and signs; voice is not "
        "taken.",
        "Offline: the same sentence, read by the phrasebook.",
    ),
)
