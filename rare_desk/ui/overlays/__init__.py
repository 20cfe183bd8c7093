"""What is laid over a chart: what there is, as lines, from other books, and the panel to choose it in."""
