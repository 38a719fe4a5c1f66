OUTPUTS, LOSS, SLOPES, UPDATE, NEXT = map(
    letter, ["The outputs", "The loss", "The slopes", "are updated", "The next set"]
)
RIGHT = OUTPUTS + LOSS + SLOPES + UPDATE + NEXT
