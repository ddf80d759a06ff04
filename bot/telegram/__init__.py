"""The only place that speaks aiogram: updates in, screens out; holds no rule and no SQL."""
