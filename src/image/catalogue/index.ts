import type { Image } from '../image.ts';
import { alpine } from './alpine.ts';
import { cirros } from './cirros.ts';
import { debian } from './debian.ts';
import { debianNetinst } from './debian-netinst.ts';
import { dsl } from './dsl.ts';
import { dsl2024 } from './dsl2024.ts';
import { fedoraCoreos } from './fedora-coreos.ts';
import { freebsd } from './freebsd.ts';
import { minino } from './minino.ts';
import { slitaz } from './slitaz.ts';
import { tiny } from './tiny.ts';
import { tinycore } from './tinycore.ts';
import { ttylinux } from './ttylinux.ts';
import { ubuntu } from './ubuntu.ts';

/** Every system that labvm knows by itself; `images.yaml` and people add to them. */
export const BUILT_IN: readonly Image[] = [
  tiny,
  slitaz,
  ttylinux,
  dsl,
  dsl2024,
  minino,
  fedoraCoreos,
  debian,
  debianNetinst,
  freebsd,
  alpine,
  cirros,
  tinycore,
  ubuntu,
];
