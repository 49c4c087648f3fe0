import { readFile, readlink } from 'node:fs/promises';

/** A process among those that can see each other: on one machine, in one container. */
export interface Place {
  /** The same for all of them, and for nobody else. */
  place: string;
  /** Which of them: its id, and when it began, for ids are given again. */
  process: string;
}

/** Where this process runs; nothing where that can't be told for sure (elsewhere than on Linux). */
export async function ownPlace(): Promise<Place | undefined> {
  try {
    const [boot, namespace, begun] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      beginningOf(process.pid),
    ]);
    if (begun === undefined) return undefined;
    return { place: `${boot.trim()} ${namespace}`, process: `${process.pid} ${begun}` };
  } catch {
    return undefined;
  }
}

/** Whether a process of this place still runs. */
export async function isRunning({ process: which }: Place): Promise<boolean> {
  const [pid, begun] = which.split(' ');
  return begun !== undefined && (await beginningOf(Number(pid))) === begun;
}

/** proc(5): field 22 is the start time in clock ticks; the second field, in brackets, may hold anything. A zombie runs no more. */
async function beginningOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
