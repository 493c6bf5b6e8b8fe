using ObjectTree.Server.Access;

namespace ObjectTree.Server;

/// <summary>
/// Named rules about callers and objects, for <see cref="ClientWritableAttribute"/>, <see cref="ClientCallableAttribute"/> and
/// <see cref="ClientCreatableAttribute"/>. A rule runs
/// under the tree's lock, before anything of the action or call is done, and sees the state of that moment; it may not write, nor wait.
/// What it throws fails the action with INTERNAL and is logged. Filled before the tree is offered, by one thread.
/// </summary>
public sealed class AccessPolicies
{
    private readonly Dictionary<string, Func<Caller, SObject, bool>> _rules = [];
    private bool _isInUse; // what is added now comes too late

    internal AccessPolicies()
    {
    }

    /// <summary>Adds a rule. It goes before a policy of this name that the application's authorization has.</summary>
    /// <param name="name">What the attributes name.</param>
    /// <param name="rule">Whether the caller may; false refuses with FORBIDDEN.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    /// <exception cref="InvalidOperationException">A tree is made of these options already.</exception>
    public void Add(string name, Func<Caller, SObject, bool> rule)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rule);
        if (_isInUse)
            throw new InvalidOperationException("A tree is made of these options already and would not know the rule: add it before.");
        _rules.Add(name, rule);
    }

    /// <summary>Adds a rule about objects of one class; with all others nobody may do what it is about.</summary>
    /// <inheritdoc cref="Add(string, Func{Caller, SObject, bool})"/>
    /// <typeparam name="T">The class, or one that it derives from.</typeparam>
    public void Add<T>(string name, Func<Caller, T, bool> rule)
        where T : SObject
    {
        ArgumentNullException.ThrowIfNull(rule);
        Add(name, (caller, target) => target is T its && rule(caller, its));
    }

    internal PolicyRules ToRules(IServiceProvider services)
    {
        _isInUse = true;
        return new(_rules, services);
    }
}
