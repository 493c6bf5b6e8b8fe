using ObjectTree.Calls;

namespace ObjectTree;

// Code that acts under a user's rights. What reactions, OnBuild and OnInit do is the server's own.
public sealed partial class Tree
{
    private UserRights? _acting; // guarded by Lock; null: the server's own code runs

    internal T RecordAs<T>(UserRights user, string source, Func<T> change) => Read(() =>
    {
        if (_running is not null)
            throw new InvalidOperationException("Acting as a user is a transition of its own.");
        return Run(() => As(user, change), source);
    });

    private T As<T>(UserRights user, Func<T> change)
    {
        _acting = user;
        try
        {
            return change();
        }
        finally
        {
            _acting = null; // before it is committed: what follows upon it is the server's own
        }
    }
}
