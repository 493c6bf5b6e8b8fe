using System.Reflection;

namespace ObjectTree.Model.Values;

/// <summary>What the compiler was told of null. Where that is not kept, as in native code, what is of a reference type may be.</summary>
public static class Nullability
{
    /// <summary>Whether what is passed may be null; what a method returns is one of its parameters too.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="inner">Whether it is asked of what a task brings, and not of the task.</param>
    public static bool MayBeNull(ParameterInfo parameter, bool inner = false)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        try
        {
            var told = new NullabilityInfoContext().Create(parameter);
            return (inner && told.GenericTypeArguments is [var result, ..] ? result : told).ReadState != NullabilityState.NotNull;
        }
        catch (InvalidOperationException)
        {
            return inner || !parameter.ParameterType.IsValueType;
        }
    }
}
