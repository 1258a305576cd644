"""Promotions tools: see what is cheaper when and what it brings, plan it, change it, end it."""

from tools.asking import free_tools
from tools.promotions.calendar import (
    ending_promotions,
    promotion_calendar,
    running_promotions,
    show_promotion,
)
from tools.promotions.changing import (
    draft_promotion_change,
    draft_promotion_end,
    draft_promotion_move,
    draft_promotion_withdrawal,
)
from tools.promotions.conflicts import promotion_conflicts
from tools.promotions.depth import (
    draft_below_cost_rule,
    draft_depth_limit,
    draft_depth_limit_removal,
    list_depth_limits,
)
from tools.promotions.history import promotion_history
from tools.promotions.performance import promotion_performance
from tools.promotions.planning import draft_promotion
from tools.promotions.pricing import price_under_promotions
from tools.promotions.results import missed_promotions, promotions_performance
from tools.promotions.targets import draft_promotion_targets
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    promotion_calendar,
    running_promotions,
    ending_promotions,
    show_promotion,
    promotion_history,
    price_under_promotions,
    promotion_performance,
    promotions_performance,
    missed_promotions,
    promotion_conflicts,
    list_depth_limits,
    draft_promotion,
    draft_promotion_change,
    draft_promotion_targets,
    draft_promotion_move,
    draft_promotion_end,
    draft_promotion_withdrawal,
    draft_depth_limit,
    draft_depth_limit_removal,
    draft_below_cost_rule,
    *free_tools("promotions"),
)
