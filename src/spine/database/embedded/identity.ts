import { execFile } from 'node:child_process'
import { chown, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The PATH given to children: the environment of the app, with its secrets, is not passed on. */
export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Under whose name PostgreSQL runs. It refuses to run as root. */
export type Identity = {
  /** Words put before the command line. */
  prefix: string[]
  /** Set when the process must change its user for good. */
  uid?: number
  gid?: number
}

/** Picks the identity; `mayUnshare` false stands for a machine that forbids user namespaces. */
export async function chooseIdentity(mayUnshare = true): Promise<Identity> {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const people = await knownPeople()
  const someone = people.find(person => person.uid !== 0)
  if (mayUnshare && someone) {
    // In its own user namespace PostgreSQL sees an ordinary user while keeping root's access to
    // the files, so a clone in root's closed home works. initdb needs a uid that has a name.
    const prefix = ['unshare', '-U', `--map-user=${someone.uid}`, `--map-group=${someone.gid}`]
    if (await works(prefix)) return { prefix }
  }
  const nobody = people.find(person => person.name === 'nobody')
  if (!nobody) throw new Error(`PostgreSQL does not run as root, and there is no user "nobody". ${advice}`)
  return { prefix: [], uid: nobody.uid, gid: nobody.gid }
}

/** Hands a folder to the identity, and checks that it can be reached and the programs be run. */
export async function openDoors(who: Identity, folders: string[], programs: string[]): Promise<void> {
  if (who.uid === undefined || who.gid === undefined) return
  for (const folder of folders) await chown(folder, who.uid, who.gid)
  for (const program of programs) {
    await run(program, ['--version'], { uid: who.uid, gid: who.gid, cwd: '/' }).catch(() => {
      throw new Error(`The user "nobody" cannot run ${program}: a folder on the way is closed. ${advice}`)
    })
  }
  for (const folder of folders) {
    await run('ls', [folder], { uid: who.uid, gid: who.gid, cwd: '/' }).catch(() => {
      throw new Error(`The user "nobody" cannot enter ${folder}. ${advice}`)
    })
  }
}

const advice =
  'Start Storewright as an ordinary user, or move it and its data to a folder that everybody may enter ' +
  '(such as /opt and /var/lib), or set DATABASE_URL to a PostgreSQL server of your own.'

async function works(prefix: string[]): Promise<boolean> {
  const [command = '', ...rest] = prefix
  return run(command, [...rest, 'true'], { env: { PATH: searchPath } }).then(
    () => true,
    () => false,
  )
}

async function knownPeople(): Promise<{ name: string; uid: number; gid: number }[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap(line => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
