# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 多少才够 How much is enough
#
# 剑桥还要多少 GMP 车间，才有八成把握够用？再多一成把握，要多闲多少？
# How much more GMP space makes Cambridge's promise hold with 80 % confidence, and what does more
# certainty leave idle?

# %%
import os

from sim import JobRunner, Scenario, compare, required

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "40"))
city = Scenario.load("cambridge")
runner = JobRunner()

# %% [markdown]
# 在每一种未来里用二分法找出刚够的面积，再看这些面积的分布：不是“平均够”，而是“八成的未来都够”。
# In every future the area that just suffices is found by bisection; the answer is a quantile of
# these areas: not "enough on average" but "enough in eight futures of ten".

# %%
found = required(city, "gmp", replications=max(REPLICATIONS, 20), runner=runner)
found

# %%
found.figures()[0]

# %% [markdown]
# ## 把握的价钱 The price of certainty
#
# 未来少，区间就宽；`high` 空着，表示这么多种未来还说不出上限。
# With few futures intervals are wide; an empty `high` says that so few cannot tell an upper end.

# %%
answers = found.answer.tables()["answers"].set_index("confidence")
answers[["value", "low", "high", "holds_holds", "holds_fails"]].round(0)

# %% [markdown]
# ## 真的建了会怎样 Build it, and look
#
# 照答案加一栋楼（已够用时加 500 平方米），用同一批企业、同一批运气比一比。
# Add a building of that size (500 m² where none is lacking) and compare, with the same companies
# and luck.

# %%
more = city.with_(
    {
        "supply.more": {
            "like": "sidney-sussex",
            "label": {"zh": "新建 GMP 车间", "en": "More GMP suites"},
            "area": f"{max(answers.value[0.8], 500):.0f} m²",
            "basis": "gross",
            "start": "2025-01",
            "parks": {"stevenage": "100%"},
            "mix": {"gmp": "100%"},
        }
    },
    name={"zh": "多建 GMP 车间", "en": "More GMP suites"},
)
compared = compare(city, more, replications=max(REPLICATIONS, 4), histories=0, runner=runner)
compared

# %%
compared.figures()[0]

# %% [markdown]
# ## 反过来问：能晚多久 The inverse: how late may it be
#
# 楼都晚来几个月，成长实验室的承诺还守得住吗？
# By how much may all buildings be late before the promise of grow-on laboratories breaks?

# %%
required(city, "grow_on", lever="delay", replications=max(REPLICATIONS, 20), runner=runner)

# %% [markdown]
# **怎么读。** 面积的答案连同区间一起读：二十来种未来只给出数量级，
# 要写进文件就用几百种（`replications=400`）。
# **How to read it.** Read the area with its interval: a few dozen futures give its size only; for a
# paper take some hundreds (`replications=400`).
