/**
 * Makes a function that runs a task at the end of this turn of the event loop, together with all that came before it in the
 * same turn. A task must not throw.
 */
export function runTogether(): (task: () => void) => void {
  let tasks: (() => void)[] = []
  const run = () => {
    const ready = tasks
    tasks = []
    for (const task of ready) task()
  }
  return (task) => {
    if (tasks.push(task) === 1) setImmediate(run)
  }
}
