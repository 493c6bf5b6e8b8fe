using System.Reflection;

namespace ObjectTree.Types;

/// <summary>What a callable method returns: the result itself, or a task and the result in it, taken out without making code.</summary>
internal sealed class CallableResult
{
    // Found here and not on the task at hand, so that they are kept where what nobody uses is trimmed.
    private static readonly MethodInfo TaskResult = typeof(Task<>).GetProperty(nameof(Task<>.Result))!.GetMethod!;
    private static readonly MethodInfo AsTask = typeof(ValueTask<>).GetMethod(nameof(ValueTask<>.AsTask))!;

    private readonly MethodInfo? _asTask; // of a ValueTask<T>
    private readonly MethodInfo? _result; // of the Task<T>

    public CallableResult(Type returned)
    {
        IsAsync = returned == typeof(Task) || returned == typeof(ValueTask);
        Type = IsAsync ? typeof(void) : returned;
        if (!returned.IsGenericType)
            return;
        var definition = returned.GetGenericTypeDefinition();
        if (definition == typeof(ValueTask<>))
            _asTask = (MethodInfo)returned.GetMemberWithSameMetadataDefinitionAs(AsTask);
        else if (definition != typeof(Task<>))
            return;
        _result = (MethodInfo)(_asTask?.ReturnType ?? returned).GetMemberWithSameMetadataDefinitionAs(TaskResult);
        (IsAsync, Type) = (true, returned.GetGenericArguments()[0]);
    }

    /// <summary>Whether it comes later.</summary>
    public bool IsAsync { get; }

    /// <summary>The type of the result; void: there is none.</summary>
    public Type Type { get; }

    /// <summary>The task that an asynchronous method returned.</summary>
    /// <exception cref="InvalidOperationException">It returned null.</exception>
    public Task ToTask(object? returned) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        null => throw new InvalidOperationException("The method returned null instead of a task."),
        _ => (Task)_asTask!.Invoke(returned, null)!,
    };

    /// <summary>The result in a task that is done; null for none.</summary>
    public object? Of(Task done) => _result?.Invoke(done, null);
}
