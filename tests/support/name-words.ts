/** The words of which the tables `name_word` and `word` do not say what the names say. */
export async function wrongWords(query: (text: string) => Promise<unknown[]>): Promise<unknown[]> {
  const said = `select distinct word, length(parts), name.id from name
    cross join lateral unnest(array_prepend('', string_to_array(btrim(parts), ' '))) as word`
  const counted = `select word, count(*)::integer from (${said}) as use group by word`
  return await query(`
    select 'name_word' as table, word from ((table name_word except ${said}) union all (${said} except table name_word)) as use
    union all
    select 'word', word from ((table word except ${counted}) union all (${counted} except table word)) as use`)
}
