"""How official prose states a problem: 未…, …不到位, 违规…, …流于形式.

Text in, an answer or spans out. Words are matched on folded text (simplified, half-width), so that a traditional page
is understood too. It does not know what a problem is about.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.text.sentences import Span, clauses
from assistant.text.terms import fold


class DefectKind(StrEnum):
    """What went wrong, as far as it decides what to do about it."""

    VIOLATION = "violation"
    """Done against a rule: 违规, 挪用, 超标准. Needs verification and correction case by case."""
    OMISSION = "omission"
    """Not done: 未, 没有. Needs doing, or an account of why it cannot be made up."""
    STALLED = "stalled"
    """Begun and stuck: 滞后, 闲置, 尚未完成."""
    FORMALISM = "formalism"
    """Done for show: 流于形式, 照搬照抄."""
    WEAKNESS = "weakness"
    """Done, but not well enough: 不到位, 薄弱."""


_VIOLATION = "|".join(
    (
        # procedure
        "违规|违反|违纪|违法|违背|擅自|规避|拆分|化整为零|先[\u4e00-\u9fff]{1,4}后[\u4e00-\u9fff]{0,2}[补签批报招审]|先实施后|未批先|边报边建|"
        "串标|围标|转包|造假|弄虚作假",
        # limits
        "超(?:标准|范围|预算|概算|职数|时|编|额)|重复(?:报销|列支|发放|领取)|直接(?:提交|拨付|发包|指定|委托)",
        # money
        "虚列|虚报|虚开|虚假|套取|骗取|挪用|挤占|截留|侵占|侵吞|私设|小金库|吃空饷|滥发|冒领|多报|公款|白条|坐收坐支|账外",
        "以[^,，。;；]{2,14}名义(?:发放|列支|报销|领取|支出|购买)",
        # persons
        "过期(?!限)|无证|私拉乱|(?<![减至不])(?:少收|多[领付收])|欠[缴发收交](?!企业|单位|[户人者])",
        "私分|私用|私借|克扣|收受|篡改|伪造|谎报|乱收费|乱罚款|优亲厚友|吃拿卡要|兼职取酬|带病提拔|经商办企业",
    )
)
_STALLED = "|".join(
    (
        "欠付|滞后|停摆|迟缓|缓慢|拖延|拖欠|超期|逾期|闲置|沉淀|搁置|停滞|空缺|老化|积压|延误|延迟|清理不及时",
        "长期(?:未|没有|不)|未完工|效率(?:较|偏)?低|推进(?:较|偏)?慢|进(?:度|展)(?:较|偏)?慢",
        "一再(?:延期|推迟|拖)|(?<!不)(?:仅|只)(?:完成|办结|开工|建成|投用|收回|追回|整改)|"
        "(?:尚未|没有|未能?)(?:按期|如期|按时|按计划|全部)?(?:换届|完工|开工|完成|建成|投用|收回|追回|到位|竣工|验收|办结|销号)",
    )
)
_FORMALISM = "|".join(
    (
        "流于形式|走过场|走形式|空转|照搬|照抄|上下一般粗|形式主义|官僚主义|雷同|完全相同|形同虚设|走样",
        "以(?:会议落实会议|文件落实文件)|以[会文]代|一[签发开]了之|重留痕|过度留痕|应付|敷衍|文山会海|有名无实|重形式",
        "作秀|代拟|挂名|代签|补签|补记|事后补|编造|摆样子|二传手|上传下达",
    )
)
_OMISSION = "(?:[从尚均]未|未[能曾]?|从没|没[有能]|(?<![淹沉出埋湮])没(?![收落顶])|缺[少失位]|漏(?=[报登缴征管查检失]))"
_NOT_OMISSION = re.compile(
    r"未(?:来|成年|必|知|遂|婚)|没有?(?:问题|发现)|(?:未|没有?)再?(?:发生|出现)|应(?P<act>[\u4e00-\u9fff])未(?P=act)|"
    r"(?<=巡[视察检])[\u4e00-\u9fff]{0,6}(?:尚?未|没有)发现[^,，。;；]{0,16}问题"
)
_WEAKNESS = "|".join(
    (
        # 不够, 不到位, 不力; but not 不断, 不仅, 不正之风
        "不(?!断|仅|忘|折不扣|动摇|松劲|停|得|可|许|再|同|管|论|只|愧|懈|渝|法|少|敢腐|能腐|想腐|准(?!确)|正之风)[\u4e00-\u9fff]",
        # something is missing between what is and what should be
        "差距|偏差|短板|弱项|漏洞|盲区|隐患|温差|落差|缺口|死角|空白|断档|薄弱|缺陷|真空|梗阻|堵点|断层|断裂|脱节|两张皮",
        "有待|需要?(?:更加|进一步|持续|继续)*(?:加强|提高|改进|完善|强化|深入|深化|规范|提升|增强)|亟待|亟须|亟需|还需",
        # slack
        "弱化|虚化|淡化|淡漠|淡薄|软弱|涣散|松懈|松弛|松散|失之于|失范|失序|宽松|混乱|粗放|随意|单一(?!来源)|失真|失衡|紊乱|僵化|陈旧|老套|模糊|一知半解",
        "失职|失责|失察|失管|失控|失误|脱管|疏于|乏力|无力|欠缺|欠佳|困难|难以|推诿|懒政|慢作为|乱作为|好人主义|老好人",
        # conduct and workmanship, each wrong in any context of such documents
        "生硬|冷漠|粗暴|扯皮|拖拉|拖沓|懈怠|消极|畏难|推脱|蛮干|盲目|草率|仓促|铺张|奢侈|攀比|失联|丢失|毁损|损坏|破损|弃管|弃用|停用|"
        "烂尾|返工|渗漏|开裂|瘫痪|错位|越位|背离|偏离|脱离(?!贫)|混用|混同|混编|公私不分|谋私|谋利|牟利|寻租|利益输送|围猎|收受|说情|"
        "任人唯亲|近亲繁殖|小圈子|拉票|篡改|伪造|谎报|克扣|虚高|占用|霸占|乱收费|乱罚款|抄袭|照本宣科|老一套|虎头蛇尾|半途而废|久拖|"
        "议而不决|悬而未决|久悬|一团和气|蜻蜓点水|浅尝辄止|空壳|空挂|断供|青黄不接|老龄化|人情分|有牌无|私分|私用|私借|"
        "缺乏|打折扣|变通|一刀切|棚架|缩水|浪费|流失|损失|渗漏|侵害|本领恐慌|空心化|[漂飘]浮|浮[于在](?:表面|面上)",
        # too much, too little
        "偏(?:低|少|慢|软|松|弱|差|重|轻|高|大|离)|较(?:低|少|慢|软|松|弱|差|多|高)|弱(?=$|[,，。;；])|低效|低下|不足",
        "(?<!不)(?:仅|只有)|最长的?达|高于|低于|少于|晚于|[迟漏瞒错]报|错漏|差错|遗漏|疏漏",
        '重[^,，。;；“”"]{1,12}(?<![年减])轻(?![松工型轨微])[^,，。;；]{1,12}|多、[^,，。;；]{2,16}少|以[^,，。;；]{1,8}(?<![时年现当])代(?![表化])[^,，。;；]{1,8}',
        # it goes on
        "反弹|回潮|复发|屡禁不止|屡改屡犯|边[改整治]边犯|时有发生|多发|频发|易发|突出|问题较|存在(?:较大|廉洁|廉政|安全)?风险|风险(?:较|仍)?高",
        '[“"]四风[”"]问题',
    )
)

KINDS = (
    (DefectKind.STALLED, re.compile(_STALLED)),
    (DefectKind.VIOLATION, re.compile(_VIOLATION)),
    (DefectKind.FORMALISM, re.compile(_FORMALISM)),
    (DefectKind.OMISSION, re.compile(_OMISSION)),
    (DefectKind.WEAKNESS, re.compile(_WEAKNESS)),
)
"""In order of how much each decides: 长期未收回 is first of all stalled, 未按规定 only an omission."""

_DEFECT = re.compile("|".join(f"(?:{words})" for words in (_STALLED, _VIOLATION, _FORMALISM, _OMISSION, _WEAKNESS)))

_RESPONSIBILITY = re.compile(
    r"^[^,，。;；]{0,40}?负(?:有)?(?:主体责任|监督责任|第一责任人责任|主要领导责任|重要领导责任|直接责任|领导责任|主要责任|监管责任)"
)
"""局党组负主体责任: the third part of a finding as handbooks prescribe it; it states no problem of its own."""

NAMES_THE_RULE = re.compile(
    r"(?:其中)?(?:均)?(?:违反|不符合|违背)(?:了)?(?:《|该|上述|有关|相关|局|中央|国家|省|市|县|区)[^,，。;；]*(?:条|规定|规则|制度|办法|要求)(?:的?(?:规定|要求))?[,，。;；]?$"
)
"""违反该规定第十五条: the second part of a finding; the fact stands in the clause before it."""

LEANS_BACK = re.compile(
    r"高于|低于|晚于|平均|超过|不足|远|其中|最[长高多]|且|并|甚至|导致|造成|致使|累计|合计|共计|涉及|占|仅|比|连(?=[^,]{1,12}[都也])"
)
"""How a clause begins that goes on with the statement before it."""


def states_problem(text: str) -> bool:
    """Whether a stretch of text says that something is wrong; a sentence on who answers for it does not.

    >>> states_problem("会议费管理不严"), states_problem("局党组负主体责任。"), states_problem("持续深化国企改革")
    (True, False, False)
    >>> states_problem("局党组负主体责任。会议费管理不严。")
    True
    """
    folded = fold(text).strip()
    while _RESPONSIBILITY.match(folded) or NAMES_THE_RULE.match(folded):
        folded = folded.partition("。")[2].strip()
    return _DEFECT.search(_without_idioms(folded)) is not None


def problem_places(text: str) -> list[int]:
    """Where a text uses words by which problems are stated, in order; for telling quickly whether a stretch does."""
    return [match.start() for match in _DEFECT.finditer(_without_idioms(fold(text)))]


def problem_clauses(text: str, start: int, end: int) -> list[Span]:
    """`text[start:end]` cut so that each piece states a problem: clauses that state none go with the next that does."""
    pieces: list[Span] = []
    begin: int | None = None
    for clause in clauses(text[start:end]):
        folded = fold(clause.of(text[start:end]))
        if pieces and begin is None and (LEANS_BACK.match(folded) or NAMES_THE_RULE.match(folded)):
            pieces[-1] = Span(pieces[-1].start, start + clause.end)
            continue
        begin = start + clause.start if begin is None else begin
        if states_problem(clause.of(text[start:end])):
            pieces.append(Span(begin, start + clause.end))
            begin = None
    if begin is not None and pieces:
        pieces[-1] = Span(pieces[-1].start, end)
    return pieces


def kind_of(folded: str) -> DefectKind:
    """What went wrong in a folded clause, by the word that decides most."""
    plain = _without_idioms(folded)
    return next((kind for kind, words in KINDS if words.search(plain)), DefectKind.WEAKNESS)


def _without_idioms(folded: str) -> str:
    """The text with words blanked that only look like an omission: 未来, 应收未收; one character for one."""
    return _NOT_OMISSION.sub(lambda found: "□" * len(found[0]), folded)
