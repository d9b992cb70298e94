"""A question → the kind of answer that it wants. Text in, a kind out; knows no material."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.text.numerals import NUMERAL


class Asks(StrEnum):
    """The kind of answer a question wants."""

    NAME = "name"
    WHO = "who"
    HOW_MANY = "how many"
    WHEN = "when"
    HOW_LONG = "how long"
    WHERE = "where"
    WHY = "why"
    WHICH_ARTICLE = "which article"
    ARTICLE_TEXT = "article text"
    LIST = "list"
    DEFINITION = "definition"
    WHETHER = "whether"
    HOW_TO = "how to"
    OTHER = "other"


_ARTICLE = rf"第(?:{NUMERAL}+|\d+)条"
_KINDS = (
    (Asks.WHICH_ARTICLE, re.compile(r"(?:第几|哪一?|什么)条(?!件)|哪些条款")),
    (
        Asks.ARTICLE_TEXT,
        re.compile(rf"{_ARTICLE}.{{0,16}}(?:怎么|如何|怎样|什么|规定|内容|讲|说)|{_ARTICLE}[^，。]{{0,6}}[？?]?$"),
    ),
    (
        Asks.WHETHER,  # 几 of 拍几页 asks for no number where the end asks whether
        re.compile(
            r"(?:允许|可以|能|行|成|对|需要|要)(?:吗|么|不)[？?]?$|(?P<does>[\u4e00-\u9fff])不(?P=does)[\u4e00-\u9fff]?[？?]?$"
            r"|^(?!.*(?:多少|谁|哪|什么|怎|何))[^？?]*(?<![不性功])(?:能|可以|准|许)(?!查|找|看|告|提供|说|知)[^，。？]{1,16}(?:不|吗|么)[？?]?$"
        ),
    ),
    (
        Asks.NAME,
        re.compile(
            r"叫什么|[简全俗又别]称(?:是|为)?什么|什么名字|姓名|尊姓大名|贵姓|姓什么|名称是什么|电话(?:号码)?是多少|哪家(?!.{0,8}(?:牵头|负责|主管|承办|配合|组织|审批|审核|会同|联合|督办|来?[办做管干抓]))|(?:局长|书记|主任|组长|市长|县长)是谁"
        ),
    ),
    (
        Asks.LIST,
        re.compile(
            r"哪几(?!天|年|日|位)|哪[一二三四五六七八九十两][项个条种类方张件步样点层]|几个?方面(?!多少)|归纳|概括"
            r"|^(?!.*(?:多少|几|谁|哪|什么|怎|何|吗)).*的(?:主要|突出|重点|具体)?(?:问题|任务|要求|做法|措施|情形|条件|原则|步骤|表现|不足|经验)[？?]?$"
            r"|[二两三四五六七八九十][个项条件种点大](?!工作日|月)[\u4e00-\u9fff]{1,6}"
            r"(?:是什么|是哪些|有哪些|包括|分别|各是|[？?]?$)"
        ),
    ),
    (
        Asks.WHEN,
        re.compile(
            r"(?:开[通放始馆庭会工]|接待|上班|下班|值班|施行|生效|成立|召开|印发|发布|签订|竣工|进驻|启动|公布|举行)"
            r"的?(?:日期|时间)(?=[，,？?]|$|是(?!多长))"
        ),
    ),
    (
        Asks.HOW_LONG,
        re.compile(
            r"多久|多长(?:时间)?|(?<![这那近])几个?(?:工作日|日|天|个月|月|年|小时|分钟|学时)|(?:何时|什么时候|哪一?天|几号)之?前|最迟|最晚"
            r"|多少个?(?:工作日|日|天|个?月|年|小时|分钟|学时)|(?:期限|时限|时间)(?:是多|有多|要多|呢|是什么(?!时候|日子)|$|[？?])"
        ),
    ),
    (
        Asks.WHEN,
        re.compile(r"何时|什么时候|哪一?[年天日]|几月|什么时间|日期|几号|哪年|起施行|开始施行|星期几|周几|几点"),
    ),
    (
        Asks.HOW_MANY,
        re.compile(
            r"多少|(?<!哪)几[架艘支队届匹副枚]|几(?:[个名人件次条项种类家份起批轮处户座套分倍吨米亩度岁页册本台辆层栋间趟道头只根篇卷箱块元斤]|万|亿|公里|平方|立方|公顷|公斤|千克|毫米|厘米)|[人件次]数|金额|比例|占比|百分之几|多大|多高|上限|标准是"
            r"|(?:[数总余金]额|合计|比例|占比|数量?|率)(?:分别|各)?是什么"
        ),
    ),
    (
        Asks.WHO,
        re.compile(
            r"谁|哪[几些]?位|由哪一?级|(?:部门|单位|机构|科室|领导)是?哪[个家]|哪个(?:部门|单位|机构|科室?|处室?|股室?|局|委|领导|人)|哪[两二三四几]?家|哪些(?:部门|单位|机构|人员?)(?!.{0,6}(?:情形|情况))|什么(?:部门|单位|机构|人)"
            r"|由.{0,4}负责"
        ),
    ),
    (
        Asks.WHERE,
        re.compile(r"哪里|哪儿|[去上到]哪(?=[办领交报申找登报]|[？?]?$)|何处|什么地方|哪个地方|在哪(?![些个一几])"),
    ),
    (Asks.WHY, re.compile(r"为什么|为何|原因是|什么原因|怎么会")),
    (
        Asks.DEFINITION,
        re.compile(r"什么(?:叫|是)(?!.{0,12}(?:时候|内容))|是指什么|指的?是什么|是什么意思|的(?:定义|含义)"),
    ),
    (
        Asks.LIST,
        re.compile(
            r"哪些|逐[项条]|列一?下|列举|什么(?:情况|情形)|有什么(?!要求|后果|影响|结果|规定|说法|关系|作用)|包括什么|包含什么|分别是什么|列出|内容有|原则|情形|条件是什么|有何"
        ),
    ),
    (
        Asks.WHETHER,
        re.compile(
            r"(?P<does>[\u4e00-\u9fff])不(?P=does)|可不可以|可否|能否|是否|有没有|允许|(?:[吗嘛]|(?<![什怎这那多])么)[？?]?$"
        ),
    ),
    (Asks.HOW_TO, re.compile(r"怎么(?!样[了？?]*$)|怎样|如何|什么(?:程序|流程|步骤|手续|方式|办法|途径|渠道)")),
    (Asks.HOW_LONG, re.compile(r"(?:期限?|时限|时间|周期)(?=[，,？?]|$)")),
    (Asks.HOW_MANY, re.compile(r"(?:比例|金额|标准|率|数量|[\u4e00-\u9fff](?<![多少])数)(?=[，,？?]|$)")),
)


MOST, LEAST = "多高大长久", "少低小短"
"""Degrees of which a table has one row, or several that tie."""

EXTREME = re.compile(
    rf"(?:谁|哪[个家些一])[^，。？?]{{0,16}}最(?P<told>[{MOST}{LEAST}])"
    rf"|最(?P<first>[{MOST}{LEAST}])的?[^，。？?]{{0,8}}?(?:是|为|有)?(?:谁|哪)"
)


def asks_for_extreme(question: str) -> bool:
    """Whether it asks which of several has the most or the least.

    >>> asks_for_extreme("哪个单位的问题最多？"), asks_for_extreme("最多可以派几个人？")
    (True, False)
    """
    return EXTREME.search(question) is not None


def kind_of(question: str) -> Asks:
    """The kind of answer that a question wants."""
    return next((kind for kind, words in _KINDS if words.search(question)), Asks.OTHER)
