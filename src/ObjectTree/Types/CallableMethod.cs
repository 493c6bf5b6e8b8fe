using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using ObjectTree.Model.Values;
using ObjectTree.Model;

namespace ObjectTree.Types;

/// <summary>A method that clients may call.</summary>
internal sealed class CallableMethod
{
    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly int _arguments;

    public CallableMethod(MethodInfo method)
    {
        _method = method;
        _parameters = method.GetParameters();
        _arguments = _parameters.Count(IsOnTheWire);
        Result = new CallableResult(method.ReturnType);
        TakesToken = _parameters.Any(parameter => parameter.ParameterType == typeof(CancellationToken));
        Name = NameRules.CheckName(WireName.Of(method), "method name");
        Policy = method.GetCustomAttribute<ClientCallableAttribute>()?.Policy;
        if (!method.IsPublic || method.IsGenericMethodDefinition || method.IsStatic)
            throw Refused("it has to be public, and neither generic nor static");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw Refused("what is async has to return a Task, or nobody could wait for it, and what it throws would end the process");
        foreach (var parameter in _parameters.Where(IsOnTheWire))
        {
            if (ValueConverters.WhyNot(parameter.ParameterType) is { } why)
                throw Refused($"its parameter '{parameter.Name}': {why}");
        }
        if (Result.Type != typeof(void) && ValueConverters.WhyNot(Result.Type) is { } whyNot)
            throw Refused($"its result: {whyNot}");
    }

    public string Name { get; }

    public CallableResult Result { get; }

    /// <summary>Whether it is given a token.</summary>
    public bool TakesToken { get; }

    /// <summary>Null: everybody may call it.</summary>
    public string? Policy { get; }

    public MethodInfo Declaration => _method;

    /// <summary>What is passed to it from outside, in order.</summary>
    public IEnumerable<ParameterInfo> Arguments => _parameters.Where(IsOnTheWire);

    /// <summary>Whether its result may be null, where that is a reference type.</summary>
    public bool MayReturnNull => Nullability.MayBeNull(_method.ReturnParameter, inner: Result.IsAsync);

    /// <summary>The types of its arguments and of its result.</summary>
    public IEnumerable<Type> Types =>
        _parameters.Where(IsOnTheWire).Select(parameter => parameter.ParameterType).Append(Result.Type).Where(type => type != typeof(void));

    /// <summary>What <see cref="Invoke"/> takes, but for the token. Under the tree's lock.</summary>
    /// <exception cref="OperationRejectedException">The arguments do not fit.</exception>
    public object?[] Prepare(SObject target, Caller caller, ImmutableArray<Value> arguments)
    {
        if (arguments.Length != _arguments)
            throw Invalid($"'{Name}' takes {_arguments} arguments, not {arguments.Length}.");
        var prepared = new object?[_parameters.Length];
        var next = 0;
        for (var i = 0; i < prepared.Length; i++)
        {
            if (IsOnTheWire(_parameters[i]))
                prepared[i] = Convert(target, _parameters[i], arguments[next++]);
            else if (_parameters[i].ParameterType == typeof(Caller))
                prepared[i] = caller;
        }
        return prepared;
    }

    /// <summary>Runs the method. What it throws comes through.</summary>
    public object? Invoke(SObject target, object?[] prepared, CancellationToken cancellation)
    {
        for (var i = 0; TakesToken && i < prepared.Length; i++)
        {
            if (_parameters[i].ParameterType == typeof(CancellationToken))
                prepared[i] = cancellation;
        }
        try
        {
            return _method.Invoke(target, prepared);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }

    /// <summary>The value of a result. Under the tree's lock.</summary>
    public Value ToValue(object? result, SObject target) =>
        result is null ? Value.Null : ValueConverters.ToValue(Result.Type, result, target);

    private static bool IsOnTheWire(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(Caller) && parameter.ParameterType != typeof(CancellationToken);

    private object? Convert(SObject target, ParameterInfo parameter, Value argument)
    {
        try
        {
            return ValueConverters.FromValue(parameter.ParameterType, argument, target);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
        {
            throw Invalid($"The argument '{parameter.Name}' of '{Name}' has to be {parameter.ParameterType.Name}.");
        }
    }

    private static OperationRejectedException Invalid(string reason) => new(RejectionCodes.Validation, reason);

    private NotSupportedException Refused(string why) =>
        new($"{_method.DeclaringType}.{_method.Name} cannot be [ClientCallable]: {why}.");
}
