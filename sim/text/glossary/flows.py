"""Terms: plants of companies' own, moves between parks, and firms that come back."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import AREA, COUNT, ID, SHARE, Term, term

TERMS: Final[dict[str, Term]] = {
    "own_construction": term(
        "自有厂房在建",
        "own plants under construction",
        "自开始自建至阶段开始；不属任何空间池；只计 route 写有 plant 的阶段与 own_plant 项目",
        "from the start of building to that of the stage; in no pool; only of stages whose route "
        "has `plant`, and of projects with `own_plant`",
        AREA,
    ),
    "own_plants": term(
        "自有厂房使用中",
        "own plants in use",
        "阶段在自有厂房进行期间的面积；不属任何空间池",
        "area of plants whose stage is running in them; in no pool",
        AREA,
    ),
    "own_empty": term(
        "自有厂房空置",
        "own plants empty",
        "为其自建的企业在前一阶段失败，厂房仍建成而无人使用；自建成起；不属任何空间池",
        "area of plants finished though the company failed in the stage before; from when each would "
        "have been used; in no pool",
        AREA,
    ),
    "own_plants_end": term(
        "期末自有厂房",
        "own plants at the end",
        "时钟终点使用中的自有厂房；`.stage` 仅该阶段",
        "own plants in use at the end of the clock; `.stage`: of that stage",
        AREA,
    ),
    "held": term(
        "保有未用",
        "held unused",
        "已租、在使用中计入，但其企业正处于无需空间的阶段或由此在等候：自该阶段开始至退租；不产出",
        "let and counted in use, while its company is in a stage without space, or waits from there "
        "on: from the start of that stage to the release; it produces nothing",
        AREA,
    ),
    "stranded": term(
        "滞留",
        "stranded",
        "提前取得的空间，其企业在前一阶段失败后仍租着或占着预租，无人使用；自失败至到期",
        "taken ahead and still let, or promised, for nobody after the stage before failed: from the "
        "failure until its time is over",
        AREA,
    ),
    "freed_ahead": term(
        "失败腾出",
        "freed by failures ahead",
        "提前取得的空间（含预租），前一阶段失败时随即退掉的，该月或该年合计",
        "taken ahead, promises too, and given up as the stage before failed; sum of the month or year",
        AREA,
    ),
    "stranded_ahead": term(
        "失败滞留",
        "stranded by failures ahead",
        "提前取得的空间（含预租），前一阶段失败时起滞留的，该月或该年合计",
        "taken ahead, promises too, and left behind as the stage before failed; sum of the month or "
        "year",
        AREA,
    ),
    "from_space": term(
        "迁出类型", "type left", "租户搬离的空间类型", "space type that a tenant left", ID
    ),
    "from_park": term("迁出园区", "park left", "租户搬离的园区", "park that a tenant left", ID),
    "moves": term(
        "搬迁",
        "moves",
        "该年租约到期后搬入新址的租户；表中面积为其搬离时租用的",
        "tenants who moved in that year after the end of a lease; the area beside it is what they "
        "leased where they left",
        COUNT,
    ),
    "capacity_old": term(
        "旧楼总量",
        "old buildings",
        "月末总量中开局即有的；被收回的先计旧楼",
        "of what stands at the month's end, what stood at the start; what is taken back is old",
        AREA,
    ),
    "leased_old": term(
        "旧楼已租",
        "leased in old buildings",
        "月末已租中不在新楼的：核算规则，见 `leased_new`",
        "of what is leased at the month's end, what is not in new buildings: a rule of account, see "
        "`leased_new`",
        AREA,
    ),
    "vacancy_old": term(
        "旧楼空置率",
        "vacancy of old buildings",
        "（旧楼总量 − 旧楼已租）÷ 旧楼总量，月末",
        "(old buildings − leased there) ÷ old buildings, at the month's end",
        SHARE,
    ),
    "capacity_new": term(
        "新楼总量",
        "new buildings",
        "月末总量中开局以来开放的",
        "of what stands at the month's end, what opened since the start",
        AREA,
    ),
    "leased_new": term(
        "新楼已租",
        "leased in new buildings",
        "核算规则：该池首次开放以前租下的在旧楼，以后租下的先在新楼，新楼满了才在旧楼；新旧楼分档（new_over_old）时为实际所在",
        "a rule of account: what was let before the first opening in its pool is in old buildings, "
        "what was let later in new ones, as far as there is room; where tenants are, where they are "
        "told apart (new_over_old)",
        AREA,
    ),
    "into_new": term(
        "其中进新楼",
        "into new buildings",
        "搬迁中搬进新楼的；新旧楼分档（new_over_old）时才有",
        "of the moves, those into new buildings; only where old and new ones are told apart "
        "(new_over_old)",
        COUNT,
    ),
    "vacancy_new": term(
        "新楼空置率",
        "vacancy of new buildings",
        "（新楼总量 − 新楼已租）÷ 新楼总量，月末",
        "(new buildings − leased there) ÷ new buildings, at the month's end",
        SHARE,
    ),
    "closed_area": term(
        "倒闭退租",
        "freed by closures",
        "企业倒闭时退出的面积，该月或该年合计",
        "area that companies released as they closed; sum of the month or year",
        AREA,
    ),
    "given_back": term(
        "退回部分",
        "given back",
        "租约仍在而退回的部分（转租、到期缩减），该月或该年合计",
        "parts of leases that were given back while the rest ran on, by subleases and at the ends of "
        "terms; sum of the month or year",
        AREA,
    ),
    "lines": term(
        "分出的产品线",
        "lines that part",
        "由一家企业共用的空间分出、自此各自为一家企业的产品线，按其所求阶段计；第一条成功的线即原企业，不在其内",
        "product lines that part from a space which their firm had for several, each a company from "
        "then on, by the stage that they come for; the first that ends well is the firm itself and "
        "is not among them",
        COUNT,
    ),
    "returned": term(
        "回流",
        "came back",
        "曾离开、统计期内回到本市的企业；指标 `.stage`：回来寻求该阶段的",
        "firms that had left the city and came back in recorded time; indicator `.stage`: those "
        "that came back for that stage",
        COUNT,
    ),
}
