#!/usr/bin/env node
// `npm run person -- erase|hold|lift <subject> --by <operator> [--reason <text>]`: forgets a person, or keeps them from being forgotten.
import { checkNode } from '../runtime/node-version.mjs';

checkNode();
await import('./person-command.ts');
