const nodes = 'array(select id from topic union all select id from place)'
const followed = [
  ['tree_path', `tree_paths(${nodes})`],
  ['criticism_under', 'criticisms_under(array(select id from criticism))'],
]

/** How many rows each of the tables that triggers fill has, and in how many it differs from what the graph says. */
export async function closureSizes(query: (text: string) => Promise<unknown[]>) {
  const sizes: Record<string, { rows: number; wrong: number }> = {}
  for (const [table = '', source] of followed) {
    const [size] = await query(`
      with stored as (select * from ${table}), said as (select * from ${source})
      select (select count(*) from stored)::int as rows,
        (select count(*) from ((table stored except table said) union all (table said except table stored)) as other)::int as wrong`)
    sizes[table] = size as { rows: number; wrong: number }
  }
  return sizes
}
