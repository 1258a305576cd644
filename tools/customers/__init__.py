"""Customers tools: see every customer, and register another."""

from tools.asking import free_tools
from tools.customers.customers import list_customers
from tools.customers.new_customer import draft_new_customer
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_customers,
    draft_new_customer,
    *free_tools("customers"),
)
