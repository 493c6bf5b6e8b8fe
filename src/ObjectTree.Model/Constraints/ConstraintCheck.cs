using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Constraints;

/// <summary>Refuses what breaks a constraint. What was there before and stays is never refused.</summary>
internal static class ConstraintCheck
{
    /// <summary>Checks a single value to be, or what an event tells.</summary>
    /// <exception cref="OperationRejectedException">VALIDATION, with the reason of the first constraint that it breaks.</exception>
    public static void Single(ImmutableArray<Constraint> constraints, Value next)
    {
        foreach (var constraint in constraints)
        {
            if (!constraint.Allows(next))
                throw Refused(constraint);
        }
    }

    /// <summary>Checks what comes into a collection.</summary>
    /// <param name="constraints">The attribute's.</param>
    /// <param name="entering">What the operation puts in.</param>
    /// <param name="before">What is there, asked for when something that enters is not allowed.</param>
    /// <inheritdoc cref="Single"/>
    public static void Items(ImmutableArray<Constraint> constraints, ReadOnlySpan<Value> entering, Func<IEnumerable<Value>> before)
    {
        foreach (var constraint in constraints)
        {
            foreach (var item in entering)
            {
                if (!constraint.Allows(item) && !before().Contains(item))
                    throw Refused(constraint);
            }
        }
    }

    /// <summary>Checks that a list has nothing twice that it does not have as often already.</summary>
    /// <inheritdoc cref="Single"/>
    public static void Unique(
        ImmutableArray<Constraint> constraints, ReadOnlySpan<Value> entering, ReadOnlySpan<Value> before, ReadOnlySpan<Value> after)
    {
        if (entering.IsEmpty || constraints.FirstOrDefault(constraint => constraint.Kind == ConstraintKind.Unique) is not { } unique)
            return;
        var counts = new Dictionary<Value, int>(entering.Length);
        foreach (var item in entering)
            counts[item] = 0;
        Count(counts, after, 1);
        foreach (var once in counts.Where(item => item.Value <= 1).Select(item => item.Key).ToList())
            counts.Remove(once);
        if (counts.Count == 0)
            return;
        Count(counts, before, -1);
        if (counts.Values.Any(count => count > 0))
            throw Refused(unique);
    }

    private static void Count(Dictionary<Value, int> counts, ReadOnlySpan<Value> items, int each)
    {
        foreach (var item in items)
        {
            if (counts.TryGetValue(item, out var count))
                counts[item] = count + each;
        }
    }

    private static OperationRejectedException Refused(Constraint constraint) => new(RejectionCodes.Validation, constraint.Reason);
}
