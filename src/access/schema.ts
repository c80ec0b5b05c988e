import { builder } from '../builder.ts'
import { writeNodeId } from '../model/id.ts'
import type { Viewer } from '../viewer.ts'
import { AccessRoleRef } from './enum.ts'

/** Rows of the table, or what src/access/load-actor.ts finds by a name. */
export const Actor = builder.prismaObject('Actor', {
  description: 'A person or a machine that changes the graph.',
  interfaces: [builder.nodeInterfaceRef()],
  select: { id: true, name: true, isMachine: true },
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`. Callers need the role CONTRIBUTOR to look up actors by their ids.',
      select: { name: true },
      resolve: ({ name }) => writeNodeId('Actor', name),
    }),
    name: t.exposeString('name', { description: 'Its name, which is unique and never changes.' }),
    isMachine: t.exposeBoolean('isMachine', {
      description: 'Whether it is a program, a model or an importer that acts by itself.',
    }),
  }),
})

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The caller, as the key in the header `Authorization` tells.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor to whom the key belongs; null for a caller without a key.',
      resolve: ({ actor }) => actor,
    }),
    role: t.field({
      type: AccessRoleRef,
      description: 'What the caller may do.',
      resolve: ({ role }) => role,
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    description: 'The caller: whose key was sent, and what it allows.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
)
