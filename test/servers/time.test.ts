import { expect, it } from 'vitest';
import { heldTime } from './time.ts';

it('stands still until it is moved, and then calls what is due, in order', () => {
  const time = heldTime();
  const called: string[] = [];
  time.after(2000, () => called.push('second'));
  time.after(1000, () => called.push('first'));
  time.after(3001, () => called.push('later'));
  const callOff = time.after(1500, () => called.push('never'));
  callOff();
  expect([time.now(), called]).toEqual([0, []]);
  time.forward(3000);
  expect([time.now(), called]).toEqual([3000, ['first', 'second']]);
  time.forward(3000);
  expect(called).toEqual(['first', 'second', 'later']);
});

it('calls nothing that an earlier one has called off', () => {
  const time = heldTime();
  const called: string[] = [];
  time.after(1, () => {
    called.push('first');
    callOff();
  });
  const callOff = time.after(2, () => called.push('second'));
  time.forward(5);
  expect(called).toEqual(['first']);
});
