"""A small trade in files: two suppliers, two items, terms, stock and three orders."""

UNITS = "unit,name\nEA,each\nHIDE,hide\n"
LOCATIONS = "location,name\nSHELF,Hide shelf\n"
ITEMS = (
    "item number,item name,category,unit,reorder point,standard cost\n"
    "CALF,Calf hide,Leather,HIDE,20,82.50\n"
    "LOCK,Brass turn-lock,Hardware,EA,100,\n"
)
SUPPLIERS = (
    "supplier code,supplier name,city,country,currency,payment days\n"
    "CONTI,Conceria Conti,Prato,Italy,EUR,30\n"
    "OST,Ostermark,Iserlohn,Germany,EUR,14\n"
)
TERMS = (
    "supplier,item,unit price,lead time,min order qty\n"
    "CONTI,CALF,82.50,14,10\n"
    "Ostermark,Brass turn-lock,4.20,10,50\n"
)
STOCK = "item,location,quantity\nCALF,SHELF,35\nLOCK,Hide shelf,240\n"
ORDERS = (
    "po number,supplier,order date,status,item,order qty,price,due date,received,rejected,arrived\n"
    "1,CONTI,2026-03-02,closed,CALF,50,82.50,2026-03-20,50,2,2026-03-18\n"
    "2,OST,2026-04-01,open,LOCK,100,4.20,2026-04-20,40,0,2026-04-10\n"
    "2,OST,2026-04-01,open,CALF,5,80,2026-04-20,0,0,\n"
    "7,CONTI,2026-05-01,pending,CALF,10,82.50,2026-05-20,0,0,\n"
)
ALL = {
    "units": UNITS,
    "locations": LOCATIONS,
    "items": ITEMS,
    "suppliers": SUPPLIERS,
    "sourcing_terms": TERMS,
    "stock": STOCK,
    "purchase_orders": ORDERS,
}
OPEN = (
    "po number,supplier,order date,status,item,order qty,price,due date\n"
    "70,CONTI,2026-03-02,open,CALF,100,82.50,2026-12-20\n"
)
