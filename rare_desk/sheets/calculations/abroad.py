"""The sheets of export parity and of landed cost."""

from rare_desk.core.pricing.abroad.fob import FobInputs
from rare_desk.core.pricing.abroad.landed import LandedInputs
from rare_desk.sheets.calculations.lines import WIDTHS, Lines
from rare_desk.sheets.calculations.paper import Addresses


def write_fob(lines: Lines, asked: FobInputs) -> Addresses:
    """Either way round, as it was asked."""
    lines.paper.widths(*WIDTHS)
    lines.inputs()
    home, fob = asked.price_incl_vat, asked.fob_usd_per_kg
    known = ""
    if home is not None:
        known = lines.number("price_incl_vat", "cny_t", home)
    elif fob is not None:
        known = lines.number("fob_usd_per_kg", "usd_kg", fob)
    fx = lines.number("fx", "cny_usd", asked.fx)
    vat = lines.number("vat_rate", "percent", asked.vat_rate)
    refund = lines.number("refund_rate", "percent", asked.refund_rate)
    costs = lines.number("export_costs_per_kg", "usd_kg", asked.export_costs_per_kg)
    lines.figures()
    if home is not None:
        exact = f"{known}*(100+{vat}-{refund})/((100+{vat})*1000*{fx})+{costs}"
        lines.figure("fob-price", "usd_kg", exact, "fob-formula", final=True)
        return lines.at
    exact = f"({known}-{costs})*{fx}*1000*(100+{vat})/(100+{vat}-{refund})"
    incl = lines.figure("home-incl-vat", "cny_t", exact, "home-formula", final=True)
    lines.figure("home-ex-vat", "cny_t", f"{incl}*100/(100+{vat})", "ex-vat-formula")
    return lines.at


def write_landed(lines: Lines, asked: LandedInputs) -> Addresses:
    lines.paper.widths(*WIDTHS)
    lines.inputs()
    fob = lines.number("fob", "usd_kg", asked.fob)
    freight = lines.number("freight", "usd_kg", asked.freight)
    insurance = lines.number("insurance", "usd_kg", asked.insurance)
    duties = [
        lines.number("duty_rates", "percent", rate, label=f"{lines.word('item-duty_rates')} {place + 1}", path=path)
        for place, rate in enumerate(asked.duty_rates)
        for path in [f"duty_rates[{place}]"]
    ]
    costs = lines.number("shipment_cost", "usd", asked.shipment_cost)
    mass = lines.number("shipment_kg", "kg", asked.shipment_kg, least=0)
    rate = lines.number("finance_rate", "percent", asked.finance_rate)
    days = lines.number("days", "days", asked.days, least=0)
    lines.figures()
    cif = lines.figure("cif", "usd_kg", f"{fob}+{freight}+{insurance}", "cif-formula")
    dutied = f"{cif}*({'+'.join(duties)})/100" if duties else "0"
    duty = lines.figure("duty", "usd_kg", dutied, "duty-formula")
    shipment = lines.figure("shipment", "usd_kg", f"{costs}/{mass}", "shipment-formula")
    finance = lines.figure("finance", "usd_kg", f"{cif}*{rate}*{days}/(100*365)", "finance-formula")
    lines.figure("landed-cost", "usd_kg", f"{cif}+{duty}+{shipment}+{finance}", "landed-formula", final=True)
    return lines.at
