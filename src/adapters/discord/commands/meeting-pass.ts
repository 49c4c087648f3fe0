import type { ChatCommand } from '../chat-command.ts';
import { roleOf, roleOption } from '../role-option.ts';

export const meetingPass: ChatCommand = {
  path: ['meeting', 'pass'],
  description: 'Pass your next turn at chairing or taking minutes to whoever is next in line.',
  options: [roleOption],
  audience: 'channel',
  toCommand: (values) => ({ name: 'pass', role: roleOf(values) }),
};
