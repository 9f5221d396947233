/**
 * The base path that pages are built with, in place of the one that they get when the server starts. No number in
 * built code should equal its length.
 */
export const BASE_PATH_PLACEHOLDER = '/__podshell_base_path_is_set_when_the_server_starts__';
