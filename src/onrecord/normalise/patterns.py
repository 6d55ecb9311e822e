"""What page furniture looks like: the table that `furniture` walks.

Each row is a reason of the ledger, a scope, and a regular expression (case ignored unless it says
otherwise); one that may begin with anything also lists words of which a match holds one. Every repeat
is bounded, so that a hostile paragraph costs no more than a long one.

Scopes:
    whole   the paragraph, or a sentence at its front or back, is nothing else
    alone   the paragraph is nothing else; too short or too common to be looked for in sentences
    top     as alone, among the first paragraphs only
    end     as alone, among the last paragraphs only
    tail    as whole, but for sentences only behind the last paragraph's end
    front   at the front of a paragraph; only the match goes
    inside  anywhere; only the match goes
"""

from __future__ import annotations

from typing import NamedTuple

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NAME = r"(?-i:[A-Z][\w.\u2019'-]{0,24}(?: (?:[A-Z][\w.\u2019'-]{0,24}|de|von|van|al|bin|el)){0,4})"
_NAMES = rf"(?>{_NAME}(?:(?:, and |, | and | & )(?!{_MONTH} \d){_NAME}){{0,8}})"
_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?"
_DAY = (
    rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?|(?-i:[A-Z]{2,4}\b))?(?: (?-i:[A-Z]{2,4}))?"
_AGENCY = (
    r"(?:getty(?: images)?|ap(?: photo)?|associated press|afp|reuters|epa|upi|pa(?: wire| media)?|bloomberg|"
    r"shutterstock|istock|instagram|facebook|twitter|youtube|wikimedia(?: commons)?|flickr|handout|courtesy|"
    r"file(?: photo)?|supplied|submitted|pool|screenshot|screen ?grab|tass|xinhua|zuma(?: press)?|corbis)"
)
_SITES = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|telegram|messenger|tumblr|flipboard|"
    r"e-?mail|print|copy(?: the)? link|sms|share|tweet|pin(?: it)?|send|save|like|post|more|"
    r"bookmark|comments?|\d{1,6}|on|via|this|article|story|google\+?|plus|mail|link)"
)
_STORY = r"(?:story|article|post|piece|report|column|page|blog|essay|interview|op-ed|commentary|item)"
_ROLE = (
    r"(?:reporter|correspondent|columnist|contributor|editor|writer|author|journalist|fellow|professor|"
    r"lecturer|founder|co-founder|(?:co-)?host|mayor|ambassador|blogger|producer|intern|historian|consultant|researcher|strategist|"
    r"analyst|director|president|chairman|chairwoman|chair|novelist|attorney|lawyer|scholar|commentator|"
    r"senior advis[eo]r|associate|student|freelance\w*|novelist|poet|member of (?:the )?.{0,40}board)"
)


class Row(NamedTuple):
    """A kind of furniture. A row that may begin with anything ``needs`` one of some lower-case words."""

    reason: str
    scope: str
    regex: str
    needs: tuple[str, ...] = ()


PATTERNS = (
    # -- pointers ---------------------------------------------------------------------------------
    Row(
        "read-more",
        "whole",
        r"(?:please )?(?:read|see|find|get) (?:more|also)\b(?: (?:at|on|about|from|in|of|here|stories|coverage|news)\b.{0,120}|\s?[:>\u2026].{0,120})?",
    ),
    Row(
        "read-more",
        "whole",
        r"(?:you can )?(?:read|see|find|view|get) (?:the|his|her|their|our|this|my|more of) ?(?:rest|full|whole|original|entire|complete|latest|remainder|transcript|story|article|report|column|piece|interview|poll|results)\b.{0,90}?\b(?:here|below|above|at|on|in|from|of (?:the|this|his|her|their) \w{3,12})\b.{0,60}",
    ),
    Row(
        "read-more",
        "whole",
        r"(?:(?:click|tap) (?:here|through|on|the (?:link|button|video|image|photo))|press (?:here|the (?:link|button))|go here)\b.{0,140}",
    ),
    Row(
        "read-more",
        "whole",
        r"(?:you can )?(?:watch|view|listen to|hear|see|check out|catch)\b.{0,110}\b(?:here|below|above)(?:, (?:via|from|courtesy of).{0,40}|:)?",
    ),
    Row(
        "read-more",
        "whole",
        r"\[?(?:watch|related|see also|also read|read also|also see|read next|read|also|must[- ]read|recommended|in case you missed it|icymi|listen|photos|gallery|slideshow|up next|don['\u2019]t miss|live updates|now read)(?: (?:news|stor(?:y|ies)|articles?|more|coverage|video|now|the video))?\s?[:>|]\s?.{1,200}\]?",
    ),
    Row(
        "read-more",
        "alone",
        r"(?:related|see also|also on .{1,40}|also from .{1,40}|more (?:on|from|about|in|news|stories|top stories|coverage)\b.{0,60}|don['\u2019]t miss|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|recommended(?: for you| stories| videos?)?|trending(?: now| stories)?(?: on .{1,40})?|most (?:read|popular|viewed|shared|commented)\b.{0,40}|what to read next|up next|read next|related (?:stories|story|articles?|content|links|coverage|topics|news|videos?|posts?)|top stories|latest (?:news|stories)|partner news|in other news|elsewhere on .{1,40}|popular (?:now|stories|posts)|stories you might like|editors['\u2019]? picks?|more stories)\s?(?:\.{1,3}|:|\u2026)?",
    ),
    Row(
        "read-more",
        "whole",
        r"follow (?:our|ap['\u2019]s|the|along|all)\b.{0,50}\b(?:coverage|live ?blog|updates|live)\b.{0,80}",
    ),
    Row(
        "read-more",
        "whole",
        r"(?:for|looking for) more\b.{0,80}(?:visit|go to|click|see|check out|read|stay tuned|subscribe|follow)\b.{0,100}",
    ),
    Row(
        "read-more",
        "whole",
        r"(?:this|the) (?:video|clip|interview|segment|audio|photo|photos|tweet)(?: (?:below|above))(?: (?:is|was|shows?)\b.{0,60})?",
    ),
    Row(
        "read-more",
        "inside",
        r"[\[(](?:related|read more|see also|also read|watch|read also|must read|also see)\b[^\[\]()]{0,200}[\])]",
        ("[", "("),
    ),
    Row("read-more", "alone", r"(?:continue|keep) reading\b.{0,60}"),
    Row(
        "read-more",
        "alone",
        r"(?:read )?(?:more|full story)",
    ),
    Row(
        "read-more",
        "alone",
        r".{20,400}(?:\.\.\.|\u2026) ?(?:more|read more|continue reading|full story)",
        ("...", "\u2026"),
    ),
    Row("share", "whole", r"do you (?:know more\?|have (?:a (?:story|tip)|information)\b.{0,60}).{0,140}"),
    Row(
        "read-more",
        "whole",
        r"(?:are you )?(?:looking for|want|need) more\b[^.!?]{0,100}\?|stay (?:tuned (?:for|to) (?:more|the latest|our|updates|further)|up[ -]to[ -]date (?:with|on)|connected with|informed with)\b.{0,140}",
    ),
    Row(
        "read-more",
        "end",
        rf"(?:[-\u2022*] ?)?.{{10,200}} [-\u2013\u2014|] ?(?:{_WEEKDAY},? )?{_DAY}",
        ("- ", "\u2013 ", "\u2014 ", "| "),
    ),
    Row("legal", "alone", r"our standards:.{0,120}"),
    Row("navigation", "alone", r"(?-i:EXCLUSIVE|BREAKING(?: NEWS)?|LIVE|OPINION|ANALYSIS|WATCH|VIDEO)"),
    Row("advert", "front", r"(?-i:Advertisement|ADVERTISEMENT)\s+(?=[\"\u201c\u2018'A-Z])"),
    # -- share bars and social prompts ------------------------------------------------------------
    Row(
        "share",
        "whole",
        r"(?:you can )?(?:please )?follow .{1,100}?\b(?:on|at)\b.{0,20}\b(?:twitter|facebook|instagram|snapchat|tumblr|google\+|linkedin|social media|threads|x|medium)\b.{0,140}",
    ),
    Row(
        "share",
        "whole",
        r"(?:you can )?(?:please )?(?:follow|tweet|reach|contact|e-?mail|find|write to|connect with)\b.{0,80}?(?<!\w)@?[\w.+-]{1,40}@?[\w-]{1,40}\.(?:com|org|net|co|ie|edu)\b.{0,80}",
    ),
    Row(
        "share",
        "whole",
        r"(?:you can )?(?:please )?(?:follow|tweet(?: at| to)?|find)\b.{0,70}(?<!\w)@\w{2,20}.{0,30}",
    ),
    Row("share", "whole", r"(?:.{0,100}\?)? ?like the page:?", ("like the page",)),
    Row("share", "whole", r"(?:please )?(?:like|follow|join|find|visit|connect with) us (?:on|at)\b.{0,100}"),
    Row(
        "share",
        "whole",
        r"(?:please )?(?:share|like) (?:this|if you|on (?:facebook|twitter)|and (?:comment|share)|your (?:thoughts|views|comments|opinion|story))\b.{0,160}",
    ),
    Row(
        "share",
        "whole",
        r"(?:what do you think\?|do you agree\?|agree or disagree\?) ?.{0,30}\b(?:comments?|tell us|let us know|share|weigh in|sound off|scroll|like)\b.{0,100}",
    ),
    Row(
        "share",
        "whole",
        r"(?:(?:let us know|tell us|sound off|weigh in)\b.{0,60}\b(?:comments?|below|facebook|twitter|e-?mail|think|your (?:story|thoughts|views?|experiences?|opinions?))|have your say|leave (?:us )?your (?:comments?|thoughts)|join the (?:conversation|discussion|debate) (?:on|at|in|with|below|here)|scroll down to (?:leave|comment)|comment below)\b.{0,120}",
    ),
    Row(
        "share",
        "alone",
        rf"(?=(?:facebook|twitter|linkedin|whatsapp|pinterest|reddit|e-?mail|print|share|tweet|\d))(?>{_SITES}[\s|,./\u00b7\u2022-]{{0,4}}){{2,40}}+",
    ),
    Row(
        "share",
        "alone",
        r"(?:click to )?(?:share|tweet|e-?mail|print)(?: this)?(?: (?:story|article|post|page|on|to|via|with)\b.{0,60})?",
    ),
    Row("share", "alone", r"(?:twitter:? ?)?@\w{2,20}"),
    Row(
        "share",
        "alone",
        r"[^|]{0,40}\|\s?(?:print|send|share|e-?mail|save|comments?|bookmark)\b[^|]{0,30}(?:\|[^|]{0,30}){0,6}",
        ("|",),
    ),
    Row(
        "share",
        "alone",
        r"(?:on )?(?:twitter|facebook|e-?mail|contact|phone|tel|fax)(?: us)?:? ?(?:@|\S{1,40}@|\+?\d).{0,80}",
    ),
    Row("share", "whole", r"(?:or )?(?:by )?e-?mail:? .{0,60}(?:@|\[e-?mail protected\]).{0,60}"),
    Row(
        "share",
        "whole",
        r".{0,60}\[(?:e-?mail protected|javascript protected email address)\].{0,60}",
        ("protected",),
    ),
    Row(
        "share",
        "alone",
        r"(?:contact (?:us|the (?:author|writer|reporter|newsroom))|feel free to (?:send|contact|e-?mail|write))\b.{0,120}",
    ),
    Row("share", "alone", r"this (?:story|article) has been (?:shared|sent to|viewed|read)\b.{0,60}"),
    Row("share", "alone", r"an error (?:has )?occurred\b.{0,80}"),
    Row(
        "share",
        "whole",
        r"(?:if|when) (?:the|your) (?:letter|e-?mail|comment)s?\b.{0,80}\bpublished\b.{0,200}",
    ),
    Row(
        "share",
        "whole",
        r"(?:we['\u2019]d (?:love|like) (?:for anyone|to hear)|do you have (?:a|any) (?:story|tip|news|question)s?\b).{0,160}",
    ),
    Row(
        "share",
        "end",
        rf"(?:on twitter,? (?:follow )?)?{_NAMES} (?:can be (?:reached|contacted|followed|found)|tweets|is on twitter)\b.{{0,120}}",
    ),
    Row(
        "share",
        "end",
        r"(?:he|she|they) (?:can be (?:reached|contacted|followed|found)|tweets|is on twitter|blogs)\b.{0,120}",
    ),
    Row("share", "end", r"on (?:twitter|facebook)\b.{0,30}\bfollow\b.{0,160}"),
    Row(
        "share",
        "alone",
        r"(?:feedback|questions|comments|got (?:a |any )?(?:tips?|story|news|questions?))\?.{0,160}\b(?:e-?mail|contact|write|tell|reach|tweet)\b.{0,160}",
    ),
    Row(
        "share",
        "alone",
        r"(?:are|were|have|did|do) you .{3,80}\?.{0,120}\b(?:tell us|let us know|get in touch|e-?mail us|contact us|hear from you)\b.{0,160}",
    ),
    Row(
        "share",
        "alone",
        r"freedom of speech is our core value\b.{0,300}|(?:contact|phone|tel|call|fax|whatsapp)s?:? ?\+?[\d() -]{6,20}(?:[;,/ ].{0,120})?",
    ),
    Row("share", "end", r"thanks for (?:reading|watching|listening)\b.{0,80}"),
    # -- subscriptions ----------------------------------------------------------------------------
    Row(
        "sign-up",
        "whole",
        r"(?:please )?(?:click here to )?(?:sign[- ]?up|subscribe|register)\b(?: (?:for|to|now|today|here|free|with|via|on|at|and|our|the)\b.{0,160}|[.!]?)",
    ),
    Row(
        "sign-up",
        "whole",
        r"(?:get|receive|have)\b.{0,100}\b(?:newsletters?|inbox|by e-?mail|e-?mail alerts|delivered (?:to|daily|straight))\b.{0,120}",
    ),
    Row(
        "sign-up",
        "whole",
        r"(?:never|don['\u2019]t) miss (?:a|an|out|the|our|any)\b.{0,60}\b(?:newsletter|story|stories|news|update|updates|episode|post|alerts?|signing|subscrib\w{2,4})\b.{0,100}",
    ),
    Row("sign-up", "whole", r"(?:please )?enter (?:a valid|your) e-?mail\b.{0,80}"),
    Row("sign-up", "whole", r"thanks?(?: you)? for (?:signing up|subscribing|registering)\b.{0,120}"),
    Row(
        "sign-up",
        "whole",
        r"you can unsubscribe\b.{0,200}|(?:and )?rest assured (?:that )?your (?:data|e-?mail|details)\b.{0,140}",
    ),
    Row(
        "sign-up",
        "whole",
        r"tune in (?:each|every|weekly|daily|weekdays?|weeknights?|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b.{0,260}",
    ),
    Row(
        "sign-up",
        "whole",
        r"(?:i would like to be e-?mailed|yes,? (?:i want|send me)|simply (?:pop|enter|add|type) your e-?mail|every (?:day|week|morning) we['\u2019]ll (?:send|bring)|we['\u2019]ll (?:send you|e-?mail you))\b.{0,200}",
    ),
    Row("sign-up", "whole", r"download (?:the|our)\b.{0,60}\bapps?\b.{0,80}"),
    Row(
        "sign-up",
        "whole",
        r"(?:for|to get|to receive) (?:the latest|free|more|breaking|real[- ]time|daily|all the|exclusive)\b.{0,100}\b(?:download|sign[- ]?up|subscribe|newsletters?|app)\b.{0,120}",
    ),
    Row(
        "sign-up",
        "whole",
        r"(?:listen to|subscribe to|tune in to|download)\b.{0,80}\b(?:podcast|itunes|spotify|stitcher|soundcloud|google play|apple podcasts)\b.{0,120}",
    ),
    Row("sign-up", "alone", r"(?-i:[A-Z][A-Z ]{3,40}) via e-?mail!?"),
    Row(
        "sign-up",
        "alone",
        r"(?:already a subscriber\?|not a subscriber\?|log ?in|sign ?in|create (?:an|your) account|become a member|start your free trial|subscriber[s]? only|free mobile app|free sign[- ]up|support (?:our|quality|independent|local) journalism|donate (?:now|today|here)?|this (?:story|article|content) is (?:for|only available to|available exclusively)|we rely on|to continue reading|you have \w{1,8} (?:free )?articles?)\b.{0,120}",
    ),
    Row(
        "sign-up",
        "end",
        r".{3,80}\b(?:airs?|is broadcast|can be heard)\b.{0,60}\b(?:siriusxm|weekdays|weeknights|am radio|on channel)\b.{0,100}",
        ("siriusxm", "weekdays", "weeknights", "am radio", "on channel"),
    ),
    Row(
        "sign-up",
        "alone",
        r"(?:enjoying|enjoyed|like what you|love|found)\b.{0,80}\?.{0,160}\b(?:members?|membership|subscribe|support us|sign up|donate|newsletter)\b.{0,160}",
    ),
    Row("sign-up", "whole", r"become (?:a|an) (?:member|subscriber|supporter|patron|insider)\b.{0,160}"),
    # -- credits ----------------------------------------------------------------------------------
    Row(
        "credit",
        "alone",
        r"\(?(?:(?:photos?|images?|pictures?|illustrations?|photographs?|videos?|graphics?|credits?|cinematography)(?: credit| courtesy(?: of)?| by| via|s)?\s?[:/|]|(?:photos?|images?|video|illustration|photograph|graphic|podcast|audio)s? (?:by|courtesy|credit|produced|via)\b)\s?.{1,120}\)?",
    ),
    Row(
        "credit",
        "alone",
        rf"\(?(?:(?:(?>(?-i:[A-Z][\w.\u2019']{{0,20}}(?:-(?!{_AGENCY}\b)\w{{1,20}})?)) ?){{1,4}}?(?:[/|\u2014\u2013-]|via|for|photo by) ?)?{_AGENCY}(?: ?(?:[/|,\u2014\u2013-]|via|for) ?(?:{_AGENCY}|(?-i:[A-Z][\w.\u2019'-]{{1,20}}(?: [A-Z][\w.\u2019'-]{{1,20}}){{0,3}}))){{0,3}}\)?",
    ),
    Row("credit", "alone", r"(?-i:X)"),
    Row(
        "credit",
        "whole",
        rf"\(?(?:additional |live )?(?:reporting|editing|writing|edited|compiled|produced|translated|translation|research|graphics?|story|video|text|filming)(?: (?:and|&) \w{{4,12}})? by:? {_NAME}.{{0,200}}\)?",
    ),
    Row(
        "credit",
        "end",
        rf"\(?{_NAMES}(?: (?:in|from|of) {_NAME})?,? (?:also )?(?:contributed(?: (?:to this|to the|reporting|from|research|additional)\b.{{0,140}})?|reported (?:from|on)\b.{{0,60}}(?-i:[A-Z]).{{0,60}}|reporting from\b.{{0,60}}|assisted .{{0,60}})\)?",
    ),
    Row(
        "credit",
        "end",
        r"\(?(?:associated press|ap|reuters|washington post|the post['\u2019]s|usa today(?: network)?|politico|staff|news|national|political|contributing)\b.{0,40}\b(?:writers?|reporters?|correspondents?|researchers?|editors?)\b.{3,160}\b(?:contributed|reported|assisted)\b.{0,120}\)?",
    ),
    Row(
        "credit",
        "end",
        r"(?:with (?:reporting|additional reporting|contributions?|files)|contributing|contributors?)\b:? (?:by|from)?\b.{2,160}",
    ),
    Row("credit", "end", rf"[\u2014\u2013-]{{1,2}} ?(?:with )?{_NAMES}(?:, {_AGENCY})?"),
    Row("credit", "whole", r"\(?h/t:? .{1,60}\)?"),
    Row("credit", "tail", r"\(?(?-i:[A-Z]{2,5}|Reuters|Bloomberg|Xinhua)\)?"),
    Row(
        "credit",
        "inside",
        r"(?-i:(?:[A-Z][A-Z]{1,15} [A-Z]{2,15}|[A-Z][a-z]{1,15} [A-Z][a-z]{1,15}) via Getty Images|ASSOCIATED PRESS)(?=(?-i:[A-Z][a-z]))",
        ("via getty images", "associated press"),
    ),
    # -- captions ---------------------------------------------------------------------------------
    Row(
        "caption",
        "alone",
        rf".{{5,300}}[\[(](?:(?:(?:file )?photos?|images?|pictures?|credit|courtesy|file)\b.{{0,80}}|(?:by )?.{{2,40}}(?:/|via|for) ?{_AGENCY}|(?:getty(?: images)?|ap photo|shutterstock|istock|flickr|handout)\b.{{0,40}})[\])]",
        (")", "]"),
    ),
    Row("caption", "alone", r"(?:image|photo|media|video|picture) ?captions?\b.{0,300}"),
    Row(
        "caption",
        "alone",
        r".{5,200}\((?:left|right|center|centre|far left|far right|pictured|above|(?-i:l|r)|from left)\).{0,200}",
        ("(",),
    ),
    Row(
        "caption",
        "alone",
        r"(?:(?-i:FILE) ?[\u2014\u2013-]{1,2} ?|in this |this )(?:(?-i:[A-Z][\w.]{1,12}),? ?){0,2}\d{0,2},? ?\d{0,4},? ?(?:file )?(?:photo(?:graph)?|image|frame)\b.{0,400}",
    ),
    Row("caption", "alone", r"(?:pictured|(?:above|below|left|right|from left)):.{5,300}"),
    Row(
        "caption",
        "alone",
        r".{5,300}[.!\u201d\"] ?(?-i:[A-Z]{2,5}/[A-Z][\w.\u2019'-]{1,20}(?: [A-Z][\w.\u2019'-]{1,20}){0,3})",
        ("/",),
    ),
    # -- notes on the text ------------------------------------------------------------------------
    Row(
        "editors-note",
        "whole",
        r"[\[(*]{0,3}(?:editor(?:ial|['\u2019]?s?['\u2019]?)? note|author['\u2019]s note|note to (?:readers|editors)|publisher['\u2019]s note|corrections?|clarifications?|disclaimer|disclosure|eds?)\s?[:.\u2014\u2013-].{1,900}",
    ),
    Row(
        "editors-note",
        "whole",
        rf"[\[(*]{{0,3}}this {_STORY} (?:has been|was(?: (?:originally|first|last))?|is (?:part|being|developing|republished|adapted|excerpted)|originally|first|will be|also|appears|appeared|contains affiliate)\b.{{0,60}}\b(?:updated?|corrected|edited|published|appeared|appears|written|produced|posted|republished|adapted|excerpted|part of|amended|revised|changed|reflect|developing|modified|translated|affiliate|commission(?:ed)?)\b.{{0,400}}",
    ),
    Row(
        "editors-note",
        "whole",
        r"[\[(*]{0,3}(?:an|a|the) (?:earlier|previous|original|prior) versions? of this .{0,560}",
    ),
    Row(
        "editors-note",
        "whole",
        r"(?:(?:the )?(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|stated|contained)|as published in)\b.{0,250}",
    ),
    Row(
        "editors-note",
        "top",
        r"(?:an? )?(?:correction|clarification|update|note|editor['\u2019]s note)s? (?:appended|below|at (?:the )?end)",
    ),
    Row("editors-note", "whole", r"\*{1,4}\s?please see\b.{0,120}"),
    Row(
        "editors-note",
        "whole",
        r"(?:we may (?:earn|receive)|sponsored by|affiliate (?:link|disclosure)|if you (?:buy|purchase|click))\b.{0,250}",
    ),
    Row(
        "biography",
        "end",
        rf"(?!(?:the|we|when|if|as|in|our|his|her|these|those|all|some|many) ){_NAMES}(?: ?\(@\w{{1,20}}\))?(?:,.{{1,160}}?,| \([^()]{{1,30}}\) {_NAME})? (?:(?:is|are)(?! (?:expected|due|likely|set|to|not|said)\b)|teaches|writes|covers|serves|works|has (?:written|covered|been)|reports)\b.{{0,120}}?\b{_ROLE}s?\b.{{0,500}}",
    ),
    Row(
        "biography",
        "end",
        rf"{_NAMES},? (?:covers|writes (?:about|for|on|the|frequently)|teaches|served as|reports (?:on|for)|blogs)\b.{{0,400}}",
    ),
    Row(
        "biography",
        "end",
        r"(?:about the author|view (?:author|all posts|archive)|more by|all posts by)\b.{0,300}",
    ),
    Row(
        "biography",
        "tail",
        rf"{_NAME}(?: ?\(@\w{{1,20}}\))?(?: is| are|,) .{{0,60}}?\b(?:reporter|correspondent|columnist|contributor|editor|staff writer|journalist|blogger|producer|intern)\b.{{0,300}}",
    ),
    # -- legal, cookies, adverts ------------------------------------------------------------------
    Row("legal", "whole", r"(?:copyright(?: ?\u00a9| ?\(c\)|,? \d{4}| by)|\u00a9|\(c\) ?\d{4}).{0,300}"),
    Row(
        "legal",
        "whole",
        r".{0,100}\ball rights reserved\b.{0,260}",
        ("rights reserved",),
    ),
    Row(
        "legal",
        "whole",
        r"(?:this (?:copy|material|content) (?:is for your personal|may not be)\b.{0,400}|(?:terms|conditions) (?:of (?:use|service)|and conditions)\b.{0,60})",
    ),
    Row(
        "legal",
        "alone",
        r"(?:when|if|while|in case of) (?:citing|quoting|using|reprinting|republishing|reproducing)\b.{0,140}\b(?:reference|link|credit|attribution|source|mandatory|obligatory|required)\b.{0,80}|(?:any )?(?:reproduction|reprinting|republication|use of (?:the|this|our) (?:material|content|text))s?\b.{0,140}\b(?:prohibited|permission|permitted|consent|mandatory|obligatory)\b.{0,100}",
    ),
    Row(
        "cookie",
        "whole",
        r"(?:we|this (?:web)?site|our (?:web)?sites?|.{1,30}\.com) (?:and our partners )?uses? cookies\b.{0,400}",
        ("cookies",),
    ),
    Row(
        "cookie",
        "whole",
        r"(?:(?:read|see|view) (?:our )?)?(?:cookie|privacy) (?:policy|notice|settings|preferences)(?: ?(?:\||and|&) ?.{0,60})?",
    ),
    Row(
        "cookie",
        "whole",
        r"by (?:continuing|using|clicking|signing|browsing|subscribing|closing)\b.{0,160}\b(?:agree|accept|consent)\b.{0,200}",
    ),
    Row(
        "cookie", "alone", r"(?:accept|manage|reject|allow) (?:all )?(?:cookies|preferences|choices)\b.{0,80}"
    ),
    Row(
        "advert",
        "alone",
        r"(?:advertise?ments?|advertising|sponsored(?: content| by.{0,40})?|promoted(?: content)?|(?:story|article) continues (?:below|after)\b.{0,60}|scroll (?:down )?(?:for more|to continue)\b.{0,40}|paid (?:post|content)|ad feedback|continue reading the main story)",
    ),
    Row(
        "navigation",
        "top",
        r"(?:letters?(?: to the editor)?|editorials?|opinions?|op-?eds?|analysis|exclusive|commentary|news analysis|fact check)",
    ),
    Row("navigation", "end", r"(?:sources?|online|on the (?:web|net)|links?|references?)\s?:"),
    Row(
        "share",
        "whole",
        r"send (?:us )?(?:your )?(?:news )?(?:tips?|stories|questions|comments|ideas|photos|feedback)\b.{0,100}\bto\b.{0,120}",
    ),
    # -- comments, embeds, players ----------------------------------------------------------------
    Row(
        "comment",
        "alone",
        r"(?:\d{1,6} )?comments?(?: \(?\d{0,6}\)?)?|(?:view|show|hide|see|read|post|add|load|write)(?: all| a| more)? (?:\d{1,6} )?comments?.{0,40}|leave a (?:comment|reply)\b.{0,60}|cancel reply|comments (?:are|were) closed\b.{0,40}|be the first to comment\b.{0,40}|maximum \d+ characters\b.{0,60}",
    ),
    Row(
        "comment",
        "alone",
        r"(?:flag|share|like|reply)(?:flag|share|like|reply){2,8}.{0,200}|\d{0,6} ?posts?get livefyre.{0,200}",
    ),
    Row("comment", "alone", r".{0,60}sign in\s?\d{0,6} people listening.{0,100}", ("people listening",)),
    Row(
        "comment",
        "inside",
        r"(?:(?-i:[A-Z])[\w.\u2019' -]{1,30}?)?(?:flag|share|like|reply){3,4}.{0,80}?\d{1,2}:\d\d ?[ap]m",
        ("sharelike",),
    ),
    Row("embed", "inside", r"<tweet\b[^<>\n]{0,400}(?:>|(?=\n)|\Z)(?:\s?<tweet/>)?\.?", ("tweet",)),
    Row("embed", "inside", r"</?tweet/?>\.?", ("tweet",)),
    Row(
        "embed",
        "inside",
        r"(?:\s|(?<=[^\s\w/]))(?:https?://t\.co/\w{1,20}|pic\.twitter\.com/\w{1,20})(?!\w)",
        ("t.co/", "twitter.com/"),
    ),
    Row("embed", "alone", r"\[?<(?:a|img|iframe|script|blockquote)\b.{0,900}"),
    Row("embed", "alone", r"(?:https?://|www\.|pic\.twitter\.com/|fb\.me/|t\.co/|bit\.ly/)\S{1,400}"),
    Row(
        "embed",
        "alone",
        r"(?:https?://)?(?:[\w-]{1,30}\.){1,3}(?:com|org|net|gov|co\.uk)(?:/\S{0,200})?",
    ),
    Row(
        "embed",
        "alone",
        r"[\u2014\u2013-] ?.{1,60} ?\(@\w{1,20}\),? ?(?:\w{3,9}\.? \d{1,2}, \d{4}|\d{1,2} \w{3,9} \d{4})?",
    ),
    Row(
        "embed",
        "alone",
        r"(?:view this post on instagram|a (?:post|photo|video) (?:shared|posted) by|posted by .{1,60} on)\b.{0,160}",
    ),
    Row(
        "embed",
        "alone",
        r"[#.@]?[\w-]{2,40}\s?\{.{0,200}|\}|[a-z-]{3,40}\s?:\s?[^;]{1,60};|\(?function\b.{0,300}|var \w.{0,300};",
        ("{", "}", ";"),
    ),
    Row(
        "media",
        "alone",
        r"(?:media playback is|video player|playback|this video (?:is|file|cannot)|play video|loading(?: the player| video)?|your browser does not|we are sorry,? ?this video|please enable javascript|this slideshow requires|now playing|live stream|audio player|unable to play|video unavailable|media caption)\b.{0,200}",
    ),
    Row("media", "alone", r"video\s?\d{1,2}:\d\d.{0,40}|\d{1,3} ?(?:/|of) ?\d{1,3}"),
    Row(
        "time-stamp",
        "inside",
        r"(?-i:\d{1,2}:\d\d ?[AP]M(?=[A-Z\u201c][a-z]))",
        ("livefyre",),
    ),
    # -- times, dates, rules, menus ---------------------------------------------------------------
    Row(
        "time-stamp",
        "alone",
        r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.? ?m\.?(?: \(?(?-i:[A-Z]{2,4})\)?)?:?|\d{1,2}:\d\d(?: (?-i:[A-Z]{2,4}))?:?|(?:noon|midnight)",
    ),
    Row(
        "time-stamp",
        "alone",
        r"\d{1,3} (?:minutes?|mins?|hours?|hrs?|days?|weeks?) ago|\d{1,3} min(?:ute)?s? read|reading time:? .{0,20}",
    ),
    Row(
        "date",
        "alone",
        rf"(?:last |first |latest |originally )?(?:updated?|published|posted|modified|release date|created|date)\b(?: (?:on|at))?:?(?: (?:on|at))?(?: ?{_WEEKDAY},?)?(?: ?{_DAY})?(?:[ ,|\u2014\u2013-]{{0,4}}(?:at )?{_CLOCK})?",
    ),
    Row(
        "date",
        "alone",
        rf"{_WEEKDAY},? {_DAY}(?:[ ,|\u2014\u2013-]{{0,4}}(?:at )?{_CLOCK})?",
    ),
    Row(
        "date",
        "top",
        rf"(?:posted on |published )?{_DAY}(?:[ ,|\u2014\u2013-]{{0,4}}(?:at )?{_CLOCK})?(?: news| by .{{0,40}})?",
    ),
    Row(
        "separator",
        "alone",
        r"[_*=~#\u2022\u00b7\u2014\u2013+.|-][\s_*=~#.\u2022\u00b7\u2014\u2013+|-]{1,400}|[_*=~#\u2022]",
    ),
    Row(
        "navigation",
        "alone",
        r"(?:filed under|tags?|topics?|categor(?:y|ies)|sections?)\s?:.{0,200}|filed under .{0,160}|skip to (?:main )?content|back to (?:top|home.{0,20})|(?:\u00ab )?(?:previous|next)(?: (?:post|article|story|page))?(?: \u00bb)?|[-\u2022] (?:order reprints|print article|share|e-?mail)|home(?: ?[>/\u00bb|] ?.{1,100})|menu|search|close|view author archive|show more|load more|see all|view all",
    ),
    Row(
        "byline",
        "top",
        rf"(?:written |story |posted |report )?(?:by|written by|author)\s?:? (?!{_WEEKDAY}\b|{_MONTH}\b|(?:the|then|now|this|that)\b){_NAMES}(?:,? {_DAY}(?:[ ,|]{{0,3}}{_CLOCK})?|,? (?:and|of|for|in|at|staff|senior|political|national|chief|special|associated press|ap|reuters|afp)\b[^.!?]{{0,80}}|, (?-i:[A-Z])[^.!?]{{0,50}})?",
    ),
)

#: Phrases of sign-up boxes. Where two or more stand in a chain at a paragraph's front, all up to the
#: last of them is the box, with whatever words its fields and buttons left between them.
SIGN_UP_CHAIN = (
    r"(?:sign(?:ing)?[- ]?up (?:to|for)\b[\w ]{0,40}?(?:news(?:letters?)?|e-?mails?|alerts?|briefing)\b(?: e-?mails?| newsletters?)?|"
    r"(?:please )?enter (?:a valid|your) e-?mail(?: address)?|(?:straight to|in|into|to) your inbox|"
    r"please check (?:that )?your e-?mail\b[^.!?]{0,60}|yes,? (?:please )?send me\b[^.!?]{0,140}|"
    r"(?-i:SIGN UP|SUBSCRIBE|Sign up|Subscribe)\b|"
    r"i would like to (?:be e-?mailed|receive)\b[^.!?]{0,120}[.!?]?|"
    r"(?:read|see) our (?:cookie|privacy) (?:policy|notice)\.?|"
    r"thanks?(?: you)? for (?:signing up|subscribing)(?: to)?(?: (?:the|our))?(?: [\w' -]{0,40}?(?:e-?mails?|newsletters?|alerts?|briefing)\b[.!]?)?|"
    r"(?:free )?(?:real[- ]time )?breaking news (?:alerts|e-?mails?)|"
    r"you can unsubscribe at any time\.?|e-?mail address\b)"
)
