import { agreement } from './agreement/kind.ts'
import { alias } from './alias/kind.ts'
import { attribute } from './attribute/kind.ts'
import { campaign } from './campaign/kind.ts'
import { criticism } from './criticism/kind.ts'
import { event } from './event/kind.ts'
import { figure } from './figure/kind.ts'
import { declareKinds } from './model/kind.ts'
import { organization } from './organization/kind.ts'
import { person } from './person/kind.ts'
import { place } from './place/kind.ts'
import { relationship } from './relationship/kind.ts'
import { response } from './response/kind.ts'
import { role } from './role/kind.ts'
import { topic } from './topic/kind.ts'

/** Every kind of the graph, in the order of the enums. The compiler asks for a kind that the enums have and this has not. */
declareKinds({
  entities: {
    ORGANIZATION: organization,
    PERSON: person,
    EVENT: event,
    CAMPAIGN: campaign,
    PLACE: place,
    TOPIC: topic,
    AGREEMENT: agreement,
  },
  facts: {
    ALIAS: alias,
    ATTRIBUTE: attribute,
    FIGURE: figure,
    RELATIONSHIP: relationship,
    ROLE: role,
    CRITICISM: criticism,
    RESPONSE: response,
  },
})
