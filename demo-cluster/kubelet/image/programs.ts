/** Program names of the images. Programs that the host lacks are left out. */

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const COREUTILS = words(`
  [ arch b2sum base32 base64 basename cat chgrp chmod chown cksum comm cp csplit cut date dd df dir dircolors
  dirname du echo env expand expr factor false fmt fold groups head id install join link ln logname ls md5sum
  mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd
  readlink realpath rm rmdir runcon sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split
  stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq
  unlink users vdir wc who whoami yes
`);

export const DEBIAN_PROGRAMS: readonly string[] = [
  ...COREUTILS,
  ...words(`
    bash dash sh awk cmp diff diff3 egrep fgrep find free getopt grep gunzip gzip hostname htop infocmp
    kill last less mawk gawk more nano perl pgrep pidof pkill pmap ps pwdx rbash renice reset script sed seq
    setsid strace tabs tar tic toe top tput tset uptime vi vim vmstat w watch which xargs zcat clear
    flock logger mesg ionice chrt rev column cal hexdump xxd bc time tree file
  `),
];

export const BUSYBOX_PROGRAMS: readonly string[] = words(`
  sh busybox [ arch awk base64 basename cat chgrp chmod chown cksum clear cmp comm cp cut date dd df diff
  dirname du echo egrep env expand expr factor false fgrep find fold free grep groups gunzip gzip head hexdump
  hostname id install kill less link ln logname ls md5sum mkdir mkfifo mknod mktemp more mv nice nl nohup nproc
  od paste pgrep pidof pkill printenv printf ps pwd readlink realpath renice reset rev rm rmdir sed seq setsid
  sha1sum sha256sum sha512sum shred shuf sleep sort split stat stty sum sync tac tail tar tee test time timeout
  top touch tr true truncate tty uname unexpand uniq unlink uptime usleep vi w watch wc which who whoami xargs
  xxd yes zcat
`);
