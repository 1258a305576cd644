"""Governance tools: see who and what may do how much, and change it by a signed draft."""

from tools.governance.absences import draft_absence, draft_absence_end, list_absences
from tools.governance.agents import list_agents
from tools.governance.attention import (
    draft_letting_go,
    draft_looking_after,
    draft_patience,
    draft_put_off,
    draft_taking_up,
    list_put_off,
)
from tools.governance.authority import signing_limits, who_may_do_what
from tools.governance.budget_drafts import draft_model_budget
from tools.governance.budgets import list_model_budgets
from tools.governance.channel_routes import (
    draft_channel_route,
    draft_channel_route_end,
    list_channel_routes,
)
from tools.governance.connecting import (
    draft_connector,
    draft_connector_end,
    draft_connector_tool,
    draft_connector_tool_stop,
)
from tools.governance.connectors import compare_connector, list_connectors
from tools.governance.consultations import (
    draft_conflict_settlement,
    list_consultations,
    show_consultation,
)
from tools.governance.customer_access import draft_customer_access, draft_customer_access_end
from tools.governance.disclosures import (
    draft_model_data,
    draft_model_region,
    draft_model_sight,
    list_model_data,
)
from tools.governance.drafts import list_drafts
from tools.governance.executed import list_executed
from tools.governance.grants import draft_authority_grant, draft_authority_restore
from tools.governance.incidents import (
    draft_incident_close,
    draft_incident_note,
    draft_incident_report,
    list_incidents,
)
from tools.governance.limits import draft_signing_limits
from tools.governance.members import list_members
from tools.governance.passports import draft_agent_passport, draft_agent_stop
from tools.governance.standing_order_drafts import (
    draft_standing_order,
    draft_standing_order_end,
)
from tools.governance.standing_orders import list_standing_orders
from tools.governance.switches import draft_switch_off, draft_switch_on, list_switches
from tools.governance.tiers import answers_by_tier
from tools.governance.track_records import show_record
from tools.governance.wish_drafts import (
    draft_digest,
    draft_digest_day,
    draft_digest_end,
    draft_quiet_day,
    draft_quiet_day_end,
    draft_quiet_hours,
    draft_quiet_hours_end,
    draft_single_messages,
    draft_single_messages_end,
)
from tools.governance.wishes import list_members_wishes, show_own_wishes
from tools.governance.worth import model_worth
from tools.governance.worth_drafts import draft_model_worth
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    who_may_do_what,
    signing_limits,
    list_members,
    list_agents,
    list_drafts,
    list_standing_orders,
    show_record,
    list_executed,
    list_model_budgets,
    list_model_data,
    list_switches,
    list_incidents,
    list_consultations,
    show_consultation,
    list_absences,
    list_put_off,
    show_own_wishes,
    list_members_wishes,
    list_channel_routes,
    model_worth,
    answers_by_tier,
    list_connectors,
    compare_connector,
    draft_authority_grant,
    draft_authority_restore,
    draft_signing_limits,
    draft_agent_stop,
    draft_agent_passport,
    draft_standing_order,
    draft_standing_order_end,
    draft_model_budget,
    draft_model_data,
    draft_model_region,
    draft_model_sight,
    draft_model_worth,
    draft_switch_off,
    draft_switch_on,
    draft_incident_report,
    draft_incident_note,
    draft_incident_close,
    draft_conflict_settlement,
    draft_connector,
    draft_connector_tool,
    draft_connector_tool_stop,
    draft_connector_end,
    draft_customer_access,
    draft_customer_access_end,
    draft_absence,
    draft_absence_end,
    draft_put_off,
    draft_taking_up,
    draft_looking_after,
    draft_letting_go,
    draft_patience,
    draft_quiet_hours,
    draft_quiet_hours_end,
    draft_quiet_day,
    draft_quiet_day_end,
    draft_digest,
    draft_digest_day,
    draft_digest_end,
    draft_single_messages,
    draft_single_messages_end,
    draft_channel_route,
    draft_channel_route_end,
)
