"""Inventory tools: see what is where and what will be short, move it, count it, describe it."""

from tools.asking import free_tools
from tools.inventory.items import list_items, show_item
from tools.inventory.movements import stock_movements
from tools.inventory.new_item import draft_new_item
from tools.inventory.production import draft_goods_made
from tools.inventory.reorder import below_reorder_point, draft_reorder_point
from tools.inventory.shelf import draft_item_shelf
from tools.inventory.stock import stock_on_hand
from tools.inventory.stock_changes import (
    draft_scrap,
    draft_stock_condition,
    draft_stock_count,
    draft_stock_move,
)
from tools.inventory.value import stock_value
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    stock_on_hand,
    below_reorder_point,
    stock_movements,
    stock_value,
    list_items,
    show_item,
    draft_goods_made,
    draft_stock_move,
    draft_stock_condition,
    draft_stock_count,
    draft_scrap,
    draft_reorder_point,
    draft_item_shelf,
    draft_new_item,
    *free_tools("inventory"),
)
