import type { AppCommand } from '../src/app.ts';
import { eject } from './cd/eject.ts';
import { insert } from './cd/insert.ts';
import { help } from './help.ts';
import { doctor } from './host/doctor.ts';
import { status } from './host/status.ts';
import { add as imageAdd } from './image/add.ts';
import { list as imageList } from './image/list.ts';
import { prune } from './image/prune.ts';
import { pull } from './image/pull.ts';
import { remove as imageRemove } from './image/remove.ts';
import { save as imageSave } from './image/save.ts';
import { show as imageShow } from './image/show.ts';
import { verify } from './image/verify.ts';
import { cancel } from './job/cancel.ts';
import { list as jobList } from './job/list.ts';
import { key } from './my/key.ts';
import { consoleLink } from './vm/console.ts';
import { create } from './vm/create.ts';
import { remove } from './vm/delete.ts';
import { pressKey } from './vm/key.ts';
import { kill } from './vm/kill.ts';
import { list as vmList } from './vm/list.ts';
import { log } from './vm/log.ts';
import { password } from './vm/password.ts';
import { pause } from './vm/pause.ts';
import { restart } from './vm/restart.ts';
import { resume } from './vm/resume.ts';
import { screenshot } from './vm/screenshot.ts';
import { show } from './vm/show.ts';
import { start } from './vm/start.ts';
import { stop } from './vm/stop.ts';
import { type } from './vm/type.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly AppCommand[] = [
  create,
  vmList,
  show,
  start,
  stop,
  restart,
  kill,
  pause,
  resume,
  remove,
  consoleLink,
  screenshot,
  type,
  pressKey,
  log,
  password,
  insert,
  eject,
  imageList,
  imageShow,
  pull,
  imageAdd,
  imageSave,
  verify,
  imageRemove,
  prune,
  status,
  doctor,
  jobList,
  cancel,
  key,
  help,
];
