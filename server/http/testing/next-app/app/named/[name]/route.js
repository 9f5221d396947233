/** Says which name it was called with. */
export const dynamic = 'force-dynamic';

export async function GET(_request, { params }) {
  return Response.json(await params);
}
