/** Playbooks as files, and the option by which commands take one. */
package io.perennial.command.playbook;
