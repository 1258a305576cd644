"""Fulfillment tools: see what customers ordered and where it stands, ship it, and take it back."""

from tools.asking import free_tools
from tools.fulfillment.carriage import (
    draft_booked_shipment,
    draft_booking,
    draft_tracking,
    list_bookings,
)
from tools.fulfillment.changing import (
    draft_back_order,
    draft_back_order_filling,
    draft_sales_order_cancellation,
)
from tools.fulfillment.demand import weekly_demand
from tools.fulfillment.handling import draft_packing, draft_picking, draft_shipment
from tools.fulfillment.order_shown import sales_order_history, show_sales_order
from tools.fulfillment.orders import list_sales_orders
from tools.fulfillment.own_orders import draft_own_order, draft_own_order_list
from tools.fulfillment.own_prices import own_prices
from tools.fulfillment.own_returns import draft_own_return
from tools.fulfillment.pick_list import pick_list
from tools.fulfillment.promising import free_to_sell
from tools.fulfillment.queue import fulfillment_queue, list_back_orders
from tools.fulfillment.returning import draft_sales_return
from tools.fulfillment.sales_counts import sales_counts
from tools.fulfillment.selling import draft_sales_order
from tools.fulfillment.selling_lists import draft_sales_order_list
from tools.fulfillment.shipping import list_sales_returns, list_shipments, shipping_performance
from tools.fulfillment.unmoved import shipments_without_movement
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_sales_orders,
    show_sales_order,
    sales_order_history,
    sales_counts,
    weekly_demand,
    fulfillment_queue,
    pick_list,
    list_back_orders,
    free_to_sell,
    list_shipments,
    list_sales_returns,
    shipping_performance,
    shipments_without_movement,
    list_bookings,
    draft_sales_order,
    draft_sales_order_list,
    draft_picking,
    draft_packing,
    draft_shipment,
    draft_booked_shipment,
    draft_booking,
    draft_tracking,
    draft_back_order,
    draft_back_order_filling,
    draft_sales_order_cancellation,
    draft_sales_return,
    own_prices,
    draft_own_order,
    draft_own_order_list,
    draft_own_return,
    *free_tools("fulfillment"),
)
