"""Tibetan names as Chinese characters write them: one name, many spellings, by who kept the register and when.

Each row is a name, or half of one, as Tibetan writes it and the spellings met in Chinese papers, the commonest of
northern Tibet first. A spelling stands in one row only. A reader of both languages may add rows and spellings;
whatever was indexed before is indexed anew when EDITION in `readings` is raised.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its Tibetan letters, and its Chinese spellings with a space between them."""

    tibetan: str
    written: str

    @property
    def spellings(self) -> list[str]:
        return self.written.split()


NAMES = (
    Name("ཚེ་རིང", "次仁 才仁 泽仁 次让 才让 泽让 策仁 策让"),
    Name("བཀྲ་ཤིས", "扎西 札西 扎喜 扎什"),
    Name("སྒྲོལ་མ", "卓玛 卓么 周毛 卓马"),
    Name("སྒྲོལ་དཀར", "卓嘎 卓尕 卓噶"),
    Name("ལྷ་མོ", "拉姆 拉毛 拉母"),
    Name("རྡོ་རྗེ", "多吉 多杰 道吉 道杰"),
    Name("བློ་བཟང", "洛桑 罗桑 罗藏 洛藏 洛绒"),
    Name("བསྟན་འཛིན", "旦增 丹增 单增 登增 丹津"),
    Name("ཉི་མ", "尼玛 尼马"),
    Name("ཟླ་བ", "达瓦 达娃"),
    Name("མིག་དམར", "米玛 米马 明玛"),
    Name("ལྷག་པ", "拉巴 拉吧"),
    Name("ཕུར་བུ", "普布 普吾"),
    Name("པ་སངས", "巴桑 巴森"),
    Name("སྤེན་པ", "边巴 边坝"),
    Name("སྐལ་བཟང", "格桑 嘎桑 噶桑 格藏"),
    Name("བསམ་འགྲུབ", "桑珠 三珠 桑主 桑智"),
    Name("རིན་ཆེན", "仁青 仁钦 仁庆"),
    Name("རིག་འཛིན", "仁增 日增 仁真"),
    Name("ཕུན་ཚོགས", "平措 彭措 平错 朋措 彭错"),
    Name("བསོད་ནམས", "索朗 索南 索郎 苏南"),
    Name("དབྱངས་ཅན", "央金 央坚 样金"),
    Name("གཡང་འཛོམས", "央宗 永宗 拥宗"),
    Name("པད་མ", "白玛 贝玛 班玛 白马"),
    Name("དཀོན་མཆོག", "贡觉 贡却 官却 贡秋"),
    Name("མགོན་པོ", "贡布 公保 贡保 官布"),
    Name("ཀུན་དགའ", "贡嘎 贡噶 贡尕"),
    Name("རྒྱ་མཚོ", "加措 嘉措 江措 加错"),
    Name("རྒྱལ་མཚན", "坚赞 坚参 坚增 江村 降村"),
    Name("དཔལ་འབྱོར", "班觉 边觉 班久 巴觉"),
    Name("ཆོས་འཕེལ", "曲培 群培 却培 群佩"),
    Name("ཆོས་སྒྲོན", "曲珍 群珍 却珍"),
    Name("བདེ་སྐྱིད", "德吉 得吉 德杰"),
    Name("བདེ་ཆེན", "德庆 德青 德钦"),
    Name("རྣམ་རྒྱལ", "朗杰 朗加 南杰 南加 囊杰"),
    Name("བྱམས་པ", "强巴 向巴 香巴 绛巴"),
    Name("ཐུབ་བསྟན", "土登 图登 吐登 土旦"),
    Name("ངག་དབང", "阿旺 昂旺"),
    Name("ཡེ་ཤེས", "益西 意西 益喜 依西"),
    Name("འཇིགས་མེད", "晋美 吉美 久美 晋麦"),
    Name("ཚེ་བརྟན", "次旦 才旦 次丹 才丹 泽登"),
    Name("ཚེ་དབང", "次旺 才旺 泽旺"),
    Name("ཚེ་སྒྲོན", "次珍 泽珍"),
    Name("དོན་གྲུབ", "顿珠 敦珠 顿主 端智"),
    Name("དབང་འདུས", "旺堆 汪堆 旺队"),
    Name("དབང་མོ", "旺姆 旺毛 汪姆"),
    Name("ནོར་བུ", "罗布 洛布 诺布 若布"),
    Name("འཕྲིན་ལས", "赤列 成列 赤来 程列"),
    Name("བསྟན་པ", "旦巴 丹巴 登巴"),
    Name("སངས་རྒྱས", "桑杰 桑吉 桑结"),
    Name("ཀརྨ", "嘎玛 噶玛 尕玛"),
    Name("དགེ་འདུན", "根敦 更登 根登"),
    Name("དགེ་ལེགས", "格列 格勒 格来"),
    Name("ཤེས་རབ", "西热 喜饶 西绕 希热"),
    Name("གཡུང་དྲུང", "雍仲 拥忠 雍忠"),
    Name("ཡོན་ཏན", "云丹 云登 永丹 永登"),
    Name("ལེགས་བཤད", "列谢 勒谢"),
    Name("ཀུན་བཟང", "贡桑 更桑 根桑"),
    Name("མཚོ་མོ", "措姆 措毛 错姆"),
    Name("བུ་འཁྲིད", "普赤 布赤 布尺"),
    Name("དབྱངས་སྒྲོན", "央珍 拥珍 永珍"),
    Name("པད་སྒྲོན", "白珍 白仲"),
    Name("ཚུལ་ཁྲིམས", "次成 慈成 楚臣 次称 崔成"),
    Name("འོད་ཟེར", "维色 沃色 俄色 欧色"),
    Name("ལྷུན་གྲུབ", "伦珠 龙珠 隆珠"),
    Name("རབ་བརྟན", "绕登 热登 饶登"),
    Name("རབ་རྒྱས", "绕杰 热杰"),
    Name("མི་འགྱུར", "米久 明久"),
)
