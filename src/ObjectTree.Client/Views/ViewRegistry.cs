using System.Diagnostics.CodeAnalysis;
using ObjectTree.Client.Views;

namespace ObjectTree.Client;

/// <summary>Which class of view a client makes for which frontend type.</summary>
public sealed class ViewRegistry
{
    private const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.AllProperties;

    private readonly ReplicaTree _tree;
    private readonly Dictionary<string, ViewType> _types = []; // guarded by the tree's gate

    internal ViewRegistry(ReplicaTree tree) => _tree = tree;

    /// <summary>
    /// Makes one view for each object of a frontend type: at once for those that are there, on this thread; for those to come on
    /// the thread that applies frames. A later object whose type does not have what the view declares gets no view; that is logged.
    /// </summary>
    /// <param name="frontendType">The name that the server's class has for clients.</param>
    /// <exception cref="ArgumentException">The frontend type has a class of views already, or the class declares a topic with a
    /// setter.</exception>
    /// <exception cref="InvalidOperationException">
    /// An object that is there does not have what the view declares; nothing was
    /// registered. Or the thread is inside <see cref="ReplicaTree.Read{T}"/>.
    /// </exception>
    public void Register<[DynamicallyAccessedMembers(Kept | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TView>(
        string frontendType)
        where TView : View, new() => Register(frontendType, () => new TView());

    /// <summary>As <see cref="Register{TView}(string)"/>, with views that somebody else constructs.</summary>
    /// <param name="frontendType">The name that the server's class has for clients.</param>
    /// <param name="make">Makes a new view each time.</param>
    /// <exception cref="ArgumentException">The frontend type has a class of views already, or the class declares a topic with a
    /// setter.</exception>
    /// <exception cref="InvalidOperationException">
    /// An object that is there does not have what the view declares; nothing was
    /// registered. Or the thread is inside <see cref="ReplicaTree.Read{T}"/>.
    /// </exception>
    public void Register<[DynamicallyAccessedMembers(Kept)] TView>(string frontendType, Func<TView> make)
        where TView : View
    {
        ArgumentException.ThrowIfNullOrEmpty(frontendType);
        ArgumentNullException.ThrowIfNull(make);
        var type = new ViewType(typeof(TView), make);
        _tree.Exclusively(objects => Register(frontendType, type, objects));
    }

    /// <summary>Makes the view of a new object, if there is a class for it. Called by whoever holds the tree's gate.</summary>
    internal void Create(ReplicaObject target)
    {
        if (!_types.TryGetValue(target.FrontendType, out var type))
            return;
        try
        {
            _tree.Read(() => type.Make(target)).Create();
        }
        catch (Exception exception)
        {
            _tree.ViewFailed(target, "Construction", exception);
        }
    }

    private void Register(string frontendType, ViewType type, IReadOnlyList<ReplicaObject> objects)
    {
        if (!_types.TryAdd(frontendType, type))
            throw new ArgumentException($"There is a class of views for '{frontendType}' already.", nameof(frontendType));
        var made = new List<View>();
        try
        {
            foreach (var target in objects.Where(one => one.FrontendType == frontendType))
                made.Add(type.Make(target));
        }
        catch
        {
            _types.Remove(frontendType);
            foreach (var view in made)
                ViewType.Unmake(view);
            throw;
        }
        foreach (var view in made)
            view.Create();
    }
}
