"""What orders to a machine look like in Chinese, as patterns, group by group; each says how official prose stays out.

They are meant for folded text: half-width, lower-case, simplified, without invisible characters and without blanks
between Chinese characters. Official prose is full of orders to people, in the same verbs: what tells the two apart is
who is spoken to, and that the order is about answers, rules and roles. Nothing comes in; what goes out are patterns.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import itemgetter

_FLAGS = re.MULTILINE | re.ASCII  # ASCII: a model's English name ends where Chinese begins


class Rule:
    """A pattern, and words without one of which it fits nothing: to look for these first is fifty times as fast."""

    def __init__(self, needs: str, pattern: str) -> None:
        self.needs = frozenset(needs.split())
        self.pattern = re.compile(pattern, _FLAGS)

    def applies(self, text: str, words: AbstractSet[str]) -> bool:
        """Whether a folded text holds what the pattern describes; `words`: its `needed_words`."""
        return not self.needs.isdisjoint(words) and self.pattern.search(text) is not None


_BEGINS = r"(?:^|[。；，、：:;,.!！?？“”\"'（()\[\]【】〔〕>#*\-—]|请|你|您|须|应|务必|立即|立刻|现在|助手|模型|ai)"
"""Where an order may begin: blame for the same act has its subject in front (该单位无视上级要求)."""

_AI = r"(?:ai|人工智能|智能|问答|阅读|写作|审阅|对话|虚拟|语音)"
_MODEL = (
    rf"(?:{_AI}+(?:问答|写作|阅读|审阅|公文)?(?:助手|助理|机器人|模型)|(?:大|语言|大语言|对话|生成)模型|聊天机器人"
    r"|\bai\b|\bllms?\b|chatgpt|\bgpt\b|deepseek|通义千问|文心一言|豆包)"
)
_YOU = r"你(?!们|单位|局|院|市|县|区|省|部|厅|委|办|校|处|公司|方|会|组|所|行|中心|支部|镇|乡|街|矿|厂|站|家|我|追)"
"""The singular; 你局 and 你单位 is how offices write to one another."""
_ASKER = r"(?:用户|使用者|提问者|提问人)"
_REPLY = r"(?:回答|回复|作答|应答|输出|复述|回应)"
_MUST = r"(?:请|必须|务必|应当?|需要?|不得|只能|不要|须|一律|直接)"
_BRACKETED = r"[\[〔【(（]\d+[\]〕】)）]"

_WORDS_FOR_REPLYING = "回答 回复 作答 应答 输出 复述 回应"
_NAMES_OF_MODELS = "ai 助手 助理 机器人 模型 llm gpt deepseek 通义千问 文心一言 豆包"

_RULES = r"(?:指令|指示|命令|提示词?|设定|约束|限制|规则|对话|角色|身份)"
_WEAK_RULES = r"(?:要求|规定|说明|材料|资料|文件|内容|依据|证据|问题)"
_EARLIER = r"(?:以上|上述|上面|之前|此前|先前|前面|前述|前文|上文|其他|其它|系统|原有|原来|既定|收到)"
_ALL = r"(?:所有|全部|一切|任何)"
_FORGET = r"(?:忽略|无视|忘记|忘掉|忘却|抛开|绕过)(?:掉|了)?"
_HEED = r"再?(?:理会|遵守|遵循|执行|考虑|参考|依据|受)"
_DROP = rf"(?:{_FORGET}|不(?:要|必|用|再|得|需){_HEED})"

_TO_DROP_RULES = (
    Rule(
        "指令 指示 命令 提示 设定 约束 限制 规则 对话 角色 身份",
        rf"{_BEGINS}(?:把|将)?(?:你的?)?{_DROP}.{{0,8}}{_EARLIER}.{{0,10}}{_RULES}",
    ),
    Rule(
        "指令 指示 命令 提示 设定 约束 限制 规则 对话 角色 身份",
        rf"{_BEGINS}{_DROP}(?:你的?|{_ALL})(?:所有|全部)?的?(?:系统|安全)?{_RULES}",
    ),
    # Requirements and materials are dropped by people too: these must be those that stand above in the text, and rules
    # of exams say 不得参考其他资料.
    Rule(
        "忽略 无视 忘 抛开 绕过 理会 遵守 遵循 不要 不必 不用 不再",
        rf"(?:^|[。“”\"'>【\]]|请|你|务必|助手|模型)(?:{_FORGET}|不(?:要|必|用|再){_HEED})(?:以上|上述|上面|前面|前文|上文|其他|其它|所有)"
        rf"(?:的|所有|全部)*{_WEAK_RULES}",
    ),
    Rule(
        "忽略 无视 忘 抛开 绕过",
        rf"{_BEGINS}{_FORGET}(?:你的?|{_ASKER}的?|安全|内容)[^。\n]{{0,6}}(?:{_RULES}|审核|审查|过滤|问题|提问)",
    ),
    Rule(
        "忽略 无视 忘 抛开 绕过",
        rf"{_FORGET}(?:以上|上述|上文|前文|前面|上面)(?:$|[，。！,!\"”]|的?{_ALL}?(?:内容|{_RULES}))|{_FORGET}它们(?:$|[，。！,!])",
    ),
    Rule(
        "指令 提示 设定",
        rf"(?:此前|之前|以上|上述|前面|原有|系统)的?{_ALL}?(?:指令|提示词?|设定)(?:均|都|全部|一律)?(?:已|已经)?"
        r"(?:作废|失效|无效|取消|撤销|废止)",
    ),
    Rule("遵守 遵循", rf"(?:不要|不必|不用|无需|不再)(?:遵守|遵循)[^。\n]{{0,8}}{_RULES}"),
    Rule("覆盖", rf"覆盖(?:掉)?(?:原有?|之前|先前|上述|以上|系统)的?{_RULES}"),
    Rule("你的 重置", r"(?:关闭|重新定义|重置|重设)你的|重置(?:全部|所有)?(?:指令|设定|提示词)"),
    Rule("绕过 关闭 停用", r"(?:绕过|关闭|停用)[^。\n]{0,8}(?:安全过滤|内容过滤|内容审核|提示词)"),
)

_TO_BE_ANOTHER = (
    # 扮演好监督者的角色 is said of people, 你现在是 of nobody.
    Rule("你", r"你(?:现在|从现在起|今后|将|不)(?:就)?(?:不再)?(?:是|扮演|充当|成为|受)"),
    Rule("你", r"(?:假装|假设|假定|设想|想象)你(?:自己)?(?:是|已|获得|拥有|没有)"),
    Rule("你", rf"{_YOU}(?:是一(?:个|名|位|款)[^。\n]{{0,12}}(?:助手|助理|模型|机器人|程序|ai|系统))"),
    Rule("你", rf"{_YOU}(?:现在|今后)?的(?:角色|身份|设定|任务|限制|规则)(?:是|为|变|[：:])"),
    Rule("你", rf"{_YOU}(?:要|必须|应|应当|需|需要|只能|可以)?(?:忘记|忽略|假装|扮演|无视|服从|重复|复述)"),
    Rule(
        "扮演 充当 从现在 从此刻",
        r"(?:请|你(?:要|来|需要)?)(?:扮演|充当)|从(?:现在|此刻)(?:开始|起)[，,]?(?:你|请你|所有回答)",
    ),
    Rule("模式", r"进入.{0,4}(?:开发者|上帝|越狱|维护|调试|管理员|无限制|测试|诊断)模式"),
)

_TO_ITS_KIND = (
    Rule(
        _NAMES_OF_MODELS,
        rf"(?:给|致|对|告|请|凡|所有|任何|各位|供|当)[^。\n]{{0,8}}{_MODEL}[^。\n]{{0,16}}的?"
        r"(?:指令|提示|说明|留言|注意|须知|[:：])",
    ),
    Rule(
        _NAMES_OF_MODELS,
        rf"{_MODEL}[^。\n]{{0,24}}(?:{_MUST})[^。\n]{{0,24}}"
        rf"(?:{_REPLY}|忽略|告诉|拒绝|声称|说明|引用|标注|写明|给出|得出|认定|称)",
    ),
    Rule(
        "你 请",
        r"(?:读|看|处理|阅读|检索|引用|总结)到?(?:本|这|此|该)(?:段|份|篇|条|句|文)[^。\n]{0,20}"
        r"(?:你(?:应|必须|要|需|只)|请(?:你|直接|只|立即)(?:回答|回复|输出|停止))",
    ),
)

_HOW_TO_ANSWER = (
    # Of letters and petitions 答复 and 回复 are said too: these need quoted words, a place in the answer, or the asker.
    Rule(
        _WORDS_FOR_REPLYING,
        rf"(?:请|必须|务必|应当?|一律|直接|仅|只|都|统一)(?:能|需|要|可|许|准|用|以)?{_REPLY}(?:出|如下|以下|为|成|道)?[:：“”\"'「『《]",
    ),
    Rule(
        "回答 回复 作答 应答 输出 复述 回应 能说 准说 许说",
        rf"[仅只](?:能|需|要|可以?|允许|准)?{_REPLY}(?:以下|下面|如下|这|一|“|\"|:|：|「)|[仅只](?:能|准|许)说[“\":：「]",
    ),
    Rule(
        "作为你的 以下 下面 如下", rf"{_REPLY}(?:以下|下面|如下)的?(?:内容|文字|文本|句子|话)|作为你的(?:{_REPLY}|答案)"
    ),
    Rule("返回", r"[仅只](?:能|需|要|可以)?返回(?:json|以下|如下|“|\"|[：:])"),
    Rule(
        f"{_WORDS_FOR_REPLYING} 答案",
        rf"(?:你的?|模型的?|助手的?|所有|每次|每个|全部)(?:{_REPLY}|答案)"
        r"(?:中|里|内|时|前|后|的|末尾|开头|结尾|最后|都|均|一律|必须|应当?|只能|须|请)",
    ),
    Rule(
        "回答 回复 作答 输出 答案",
        r"(?:回答|回复|作答|输出|答案)的?(?:末尾|开头|结尾|最后|最前|正文前|之前|之后)[^。\n]{0,6}"
        r"(?:加|附|写|插|输出|添加|注明|声明|标注|复述)",
    ),
    Rule(
        "问 提什么", rf"(?:无论|不管|不论)[^。\n]{{0,10}}(?:问|提问|问题|询问|提什么)[^。\n]{{0,14}}(?:{_REPLY}|说|称)"
    ),
    Rule(
        "用户 使用者 提问者 提问人 有人 对方 任何人",
        rf"(?:(?<!应)当|如果|如|若|凡|凡是|一旦|只要)[^。\n，,]{{0,4}}(?:{_ASKER}|有人|对方|任何人)[^。\n]{{0,30}}"
        rf"(?:{_REPLY}|就说|告诉|声称|引导)",
    ),
    Rule(
        _WORDS_FOR_REPLYING,
        rf"(?:请|必须|务必|一律|都|只|全部|统一|改|须)(?:能|改)?[用以](?:英文|英语|日文|日语|法语|俄语|拼音|古文|文言文|代码|诗歌?|json|base64|表情)(?:来|形式|格式)?{_REPLY}",
    ),
    Rule("重复 输出 复述", r"(?:请|必须|务必|你)[^。\n]{0,4}(?:不断|一直|反复|无限|持续|永远)地?(?:重复|输出|复述)"),
    Rule(
        "遍 次",
        rf"(?:请|必须|务必|你|[把将])[^。\n]{{0,20}}(?:重复|{_REPLY})[^。\n]{{0,20}}(?:一百|一千|一万|\d{{2,}})[遍次]",
    ),
    Rule("停止 拒绝", rf"停止(?:{_REPLY}|生成|引用)|拒绝{_REPLY}(?:任何|所有|一切|用户|后续|该|这|与)"),
    Rule(
        f"{_WORDS_FOR_REPLYING} 引用 生成", rf"不(?:要|得|准|许)再?(?:{_REPLY}|引用)(?:任何|其他|其它|用户|后续|别的)"
    ),
    Rule(
        "引用 标注 标为 注明 写作",
        rf"(?:请|必须|务必|一律|都|统一)[^。\n]{{0,8}}(?:引用|标注|标为|注明|写作)[^。\n]{{0,14}}{_BRACKETED}",
    ),
    # Users of water and telephones are informed and asked for their names; they are not told to click.
    Rule(
        "用户 使用者 提问者 提问人",
        rf"(?:对|让|请|引导|诱导|劝){_ASKER}(?:说|声称|隐瞒|点击|访问|打开)|告诉{_ASKER}|不(?:要|可|能)(?:告诉|让){_ASKER}",
    ),
    Rule(_WORDS_FOR_REPLYING, rf"{_REPLY}(?:请|让)(?:访问|点击|打开|联系|转账|扫码)"),
    Rule("执行", r"(?:改为|转而|直接|并且?|立即|然后)执行(?:以下|下列|如下|下面|新的?|隐藏)的?(?:操作|指令|命令|任务)"),
)

_ITS_SECRETS = (
    # Passwords and keys are spoken of in regulations, those of “you” are not.
    Rule(
        "系统提示 system 提示词 你的",
        r"(?:系统提示词?|system prompt|提示词|你的(?:指令|设定|规则|密钥|初始|配置|训练))[^。\n]{0,12}"
        r"(?:输出|泄露|透露|打印|复述|公开|展示|发送|告诉|原样)",
    ),
    Rule(
        "系统提示 system 提示词 你的 对话 api",
        r"(?:输出|泄露|透露|显示|打印|复述|公开|展示|发送|告诉)[^。\n]{0,10}"
        r"(?:系统提示词?|提示词|system prompt|你的(?:指令|设定|规则|密钥|初始|配置|训练)|对话(?:历史|记录)|api ?key)",
    ),
    Rule(
        "翻译 复述 重复 输出 总结 改写 打印 写出",
        rf"(?:把|将)(?:上面|以上|上述|前面)的?{_ALL}?(?:{_RULES}|那段话|这段话|文字)[^。\n]{{0,8}}"
        r"(?:翻译|复述|重复|输出|总结|改写|打印|写出)",
    ),
    Rule("一字不", r"一字不[改差漏落动]地?(?:重复|复述|输出|打印)"),
)

_TO_CARRY_OUT = (
    Rule(
        "![ markdown 图片",
        r"(?:附上|插入|追加|嵌入|加上|拼接|显示|渲染|输出|生成)[^。\n]{0,16}"
        r"(?:!\[|markdown|图片链接|如下图片|下列图片|下面的图片|这张图片)",
    ),
    Rule(
        "网址 链接 url http",
        r"[把将][^。\n]{0,12}(?:问题|对话|答案|回答|资料|文件|内容|密码)[^。\n]{0,10}[拼放附编填加发传][^。\n]{0,10}(?:网址|链接|url|http)",
    ),
)

_FROM_ABOVE = (
    Rule(
        "优先级 优先于 高于 覆盖 取代",
        r"(?:本|此|以下|这)(?:条|段|份|则)?(?:指令|消息|提示|系统消息)[^。\n]{0,8}(?:优先级|优先于|高于|覆盖|取代)",
    ),
    Rule("指令 提示词", r"(?:新|真正|隐藏|最高优先级|最高级别?|紧急|补充)的?(?:系统)?(?:指令|提示词)[:：】\]]"),
    Rule(
        "系统 管理员 开发者 平台",
        r"(?:系统|管理员|开发者|平台)(?:级|侧)?(?:提示词?|指令|消息|命令|设定|覆盖|超控|通知)[】\]〕]?[:：]",
    ),
    Rule(
        "结束 完毕 终止",
        r"(?:以上|上述|全部)?(?:材料|资料|文档|上下文|参考内容)(?:到此|至此|已经?)?(?:结束|完毕|终止)[。，,;；—\-=#\s]{0,6}"
        r"(?:接下来|下面|现在|以下|请|新|系统|用户)",
    ),
)

CHINESE = (
    *_TO_DROP_RULES,
    *_TO_BE_ANOTHER,
    *_TO_ITS_KIND,
    *_HOW_TO_ANSWER,
    *_ITS_SECRETS,
    *_TO_CARRY_OUT,
    *_FROM_ABOVE,
)

_WORDS_BY_FIRST = {
    first: tuple(words)
    for first, words in groupby(sorted(frozenset[str]().union(*(rule.needs for rule in CHINESE))), key=itemgetter(0))
}
_FIRST = re.compile(f"[{re.escape(''.join(_WORDS_BY_FIRST))}]")


def needed_words(text: str) -> set[str]:
    """Of the words that the rules need those that a text holds; only words whose first character it has are sought."""
    begun = set(_FIRST.findall(text))
    return {word for first in begun for word in _WORDS_BY_FIRST[first] if word in text}
