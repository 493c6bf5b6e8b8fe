using System.Runtime.CompilerServices;
using System.Security.Claims;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server;

/// <summary>What a tree has while a server offers it.</summary>
public static class HostedTreeExtensions
{
    private static readonly ConditionalWeakTable<Tree, ClientSessions> Sessions = [];
    private static readonly ConditionalWeakTable<Tree, TreeFeed> Feeds = [];
    private static readonly ClientSessions None = new();

    extension(Tree tree)
    {
        /// <summary>
        /// The clients that have joined the tree; none while no server offers it. When several servers do, those of the last.
        /// </summary>
        public ClientSessions Sessions => Sessions.TryGetValue(tree, out var sessions) ? sessions : None;

        /// <summary>
        /// Makes one transition under a user's rights: what <paramref name="change"/> writes, creates, moves, destroys and undoes is
        /// checked as that user's own actions are, by what classes open and by policies, each change on the state of that moment. Its
        /// <see cref="Tree.Source"/> is the user. Validators and reactions are as always; <c>OnAction</c> is not asked. Any thread,
        /// outside of the tree.
        /// </summary>
        /// <param name="principal">The user, with its claims: <see cref="Caller.User"/> tells which of them is its name.</param>
        /// <param name="change">
        /// What to do, under the tree's lock. It runs again when it needs a policy of the application's authorization that was not asked
        /// yet, and what it did before is taken back: it had better do nothing but change the tree.
        /// </param>
        /// <returns>Completes when it is committed, on a thread of the pool.</returns>
        /// <exception cref="OperationRejectedException">
        /// FORBIDDEN: the user may not do this. BUSY: the application's authorization does not answer in 5 s. Or what else refuses it.
        /// </exception>
        /// <exception cref="InvalidOperationException">No server offers the tree, or the thread is inside of it.</exception>
        /// <exception cref="ArgumentException">The principal has no name.</exception>
        /// <remarks>Whatever <paramref name="change"/> throws comes through; in every case nothing has changed then.</remarks>
        public Task ActAsAsync(ClaimsPrincipal principal, Action change)
        {
            ArgumentNullException.ThrowIfNull(change);
            return tree.ActAsAsync(principal, () =>
            {
                change();
                return true;
            });
        }

        /// <summary>As <c>ActAsAsync(principal, Action)</c>, and gives what <paramref name="change"/> gave.</summary>
        /// <param name="principal">The user.</param>
        /// <param name="change">What to do.</param>
        public Task<T> ActAsAsync<T>(ClaimsPrincipal principal, Func<T> change)
        {
            ArgumentNullException.ThrowIfNull(principal);
            ArgumentNullException.ThrowIfNull(change);
            var user = new ClientIdentity(principal).User
                ?? throw new ArgumentException(
                    "The principal has no name: a claim NameIdentifier or sub, or an identity's.", nameof(principal));
            return Feeds.TryGetValue(tree, out var feed)
                ? feed.ActAsAsync(new Caller("", user) { Principal = principal }, change)
                : throw new InvalidOperationException("No server offers the tree, so nobody knows what clients may do with it.");
        }

        /// <summary>A transition cannot wait: await first, then act.</summary>
        [Obsolete("A transition cannot wait: await first, then act.", error: true)]
        public Task ActAsAsync(ClaimsPrincipal principal, Func<Task> change) => throw new NotSupportedException();
    }

    internal static void Offer(TreeFeed feed, ClientSessions sessions)
    {
        Sessions.AddOrUpdate(feed.Tree, sessions);
        Feeds.AddOrUpdate(feed.Tree, feed);
    }
}
