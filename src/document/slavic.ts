import { type Abbreviations, words } from './abbreviation.ts'

export const russian: Abbreviations = {
  leading: words('ул им проф акад доц ген полк гр тов просп пер пл наб обл св см ср напр т.е т.н т.к'),
  numbered: words('рис табл стр с гл ст п пп ч кн № д кв тел прим'),
  either: words('г гг в вв р руб коп тыс млн млрд чел др пр т.д т.п н.э'),
  starters:
    words(`Он Она Оно Они Его Её Их Это Этот Эта Эти В Во На По К О Об С Со Из За До От Для При Под Над После Перед
    Через Но А И Или Если Когда Как Так Также Однако Затем Потом Поэтому Тогда Там Здесь Все Мы Я Вы Не Никто Многие`),
  ordinals: false,
  shortestBeforeSmall: 5,
}

export const polish: Abbreviations = {
  leading: words('ul ks św al pl os prof dr hab inż mgr gen płk mjr kpt por im bp abp o tzw np m.in ok red'),
  numbered: words('nr s str art rys tab poz t ust pkt tel'),
  either: words('r w tys mln mld zł itd itp p.n.e n.e'),
  starters:
    words(`On Ona Ono Oni One Jego Jej Ich To Ten Ta Te W We Na Po Do Od Z Ze Za Dla Przy Pod Nad Przed Przez Ale A
    I Lub Jeśli Gdy Jak Tak Także Jednak Potem Następnie Dlatego Wtedy Tam Tu Wszyscy My Nie Nikt Wielu`),
  ordinals: true,
  shortestBeforeSmall: 5,
}
