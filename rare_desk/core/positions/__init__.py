"""What the desk holds of a product, what it cost, and what it has earned: inventory at cost, marked to a day's price.

The cost methods are those that IAS 2 paragraph 25 and CAS 1 article 14 allow for interchangeable goods: the weighted
average, formed anew with each purchase, and first in, first out.
"""
